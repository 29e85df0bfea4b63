using BenchmarkDotNet.Attributes;
using CnnGen.Benchmarks.Networks;

namespace CnnGen.Benchmarks.Micro;

/// <summary>LeNet-5 as a whole: one image, and one training step.</summary>
public class NetworkBenchmarks
{
    private const int Seed = 1;
    private static readonly TrainingTask s_task = new(nameof(LeNet5), Batch: 64, LearningRate: 0.02f, Momentum: 0.9f);

    private readonly ForwardCall<LeNet5> _forward = new();
    private readonly NetworkTraining<LeNet5> _training =
        new(LeNet5.Create(Seed), s_task, LabelledImages.ReadMnist("train", TrainingTask.CheckedSteps * s_task.Batch), threads: 1);

    [Benchmark]
    public void LeNet5Forward() => _forward.Run();

    [Benchmark]
    public double LeNet5TrainingStep() => _training.Step();
}
