using CnnGen.Integration.Tests.Harness;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>What a trainer says of the memory of a step before it takes one.</summary>
public sealed class TrainingMemoryTests
{
    private const int Images = 6;
    private const int Pixel = 16;
    private const int Pixels = 8 * 8;

    private const string Source = """
        using CnnGen;

        [Network, Input(8, 8, 3)]
        [Conv(16, 3, Padding = 1, Bias = false), BatchNorm, Relu]
        [GlobalAveragePool, Dense(3), SoftmaxCrossEntropy]
        public partial class Small;
        """;

    private static readonly Lazy<CompiledNetwork> s_network = new(() => NetworkCompiler.CompileWholeBatch(Source, bits: null));

    [Fact]
    public void ValuesThatTheBackwardPassReads_AreKept()
    {
        TrainingMemory memory = Trainer(new Sgd(0.1)).Memory(Images);

        // The convolution's output for the norm, the norm's for the ReLU, the means and scores; the image perhaps, with zeros around it.
        const int Least = (2 * Pixels * Pixel) + Pixel;
        const int Image = 10 * 11 * Pixel;
        Assert.InRange(memory.KeptValues, Least * Images * sizeof(float), (Least + Pixel + Image) * Images * sizeof(float));
        Assert.True(memory.Values > memory.KeptValues, memory.ToString());
        Assert.Equal(Images * Pixels * 3 * sizeof(float), memory.Images);
    }

    [Fact]
    public void ABatchOfTwiceTheImages_NeedsTwiceTheValues_AndTheSameWeights()
    {
        IMemory trainer = Trainer(new Sgd(0.1));
        (TrainingMemory once, TrainingMemory twice, TrainingMemory thrice) = (trainer.Memory(8), trainer.Memory(16), trainer.Memory(24));

        Assert.Equal(2 * once.KeptValues, twice.KeptValues);
        Assert.Equal(twice.Values - once.Values, thrice.Values - twice.Values);
        Assert.True(twice.Values - once.Values >= once.KeptValues);
        Assert.Equal((once.Weights, once.PackedWeights, once.Gradients), (twice.Weights, twice.PackedWeights, twice.Gradients));
    }

    [Fact]
    public void WhatATrainerIsAskedToKeep_IsCounted()
    {
        long trainable = s_network.Value.Create(1).Weights.TrainableLength * sizeof(float);
        long weights = s_network.Value.Create(1).Weights.Values.Length * sizeof(float);

        TrainingMemory plain = Trainer(new Sgd(0.1)).Memory(4);
        TrainingMemory full = Trainer(new Adam(0.1), keepsAll: true).Memory(4);

        Assert.Equal((weights, trainable, 0, 0), (plain.Weights, plain.Gradients, plain.OptimizerState, plain.WeightCopies));
        Assert.Equal((weights, 2 * trainable, 2 * trainable, 2 * weights), (full.Weights, full.Gradients, full.OptimizerState, full.WeightCopies));
        Assert.Equal(
            full.Values + full.Images + full.Weights + full.PackedWeights + full.Gradients + full.OptimizerState + full.WeightCopies + full.Scratch,
            full.Total);
    }

    [Fact]
    public void TheSummary_IsTheTableOfLayers_AndThatOfMemory()
    {
        IMemory trainer = Trainer(new Sgd(0.1));

        string summary = trainer.Summary(1);

        Assert.StartsWith(s_network.Value.Info.Summary, summary, StringComparison.Ordinal);
        string[] lines = summary[s_network.Value.Info.Summary.Length..].Trim().Split('\n');
        Assert.Equal("Small: memory of a step of 1 image", lines[0]);
        Assert.Equal(
            ["values", "kept for the backward pass", "images", "weights", "packed weights", "gradients", "sums and scratch", "in all"],
            lines[1..].Select(line => line[..30].Trim()));
        Assert.All(lines[1..], line => Assert.EndsWith(" MiB", line, StringComparison.Ordinal));
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Memory(0));
    }

    private static IMemory Trainer(Optimizer optimizer, bool keepsAll = false) => (IMemory)Activator.CreateInstance(
        typeof(MemoryOf<>).MakeGenericType(s_network.Value.Create(1).Network.GetType()), optimizer, keepsAll)!;

    /// <summary>A trainer of a network whose type is not known before it is compiled.</summary>
    private interface IMemory
    {
        TrainingMemory Memory(int batchSize);

        string Summary(int batchSize);
    }

    private sealed class MemoryOf<TNetwork> : IMemory
        where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        private readonly Trainer<TNetwork> _trainer;

        public MemoryOf(Optimizer optimizer, bool keepsAll)
        {
            _trainer = new Trainer<TNetwork>(optimizer);
            if (keepsAll)
            {
                _trainer.AccumulateBatches = 2;
                _trainer.AverageDecay = 0.9;
                _trainer.KeepBest = TrainingMetric.Loss;
            }
        }

        public TrainingMemory Memory(int batchSize) => _trainer.Memory(batchSize);

        public string Summary(int batchSize) => _trainer.Summary(batchSize);
    }
}
