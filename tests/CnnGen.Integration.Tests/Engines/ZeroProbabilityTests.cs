using CnnGen.Integration.Tests.Harness;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>A cross-entropy over values that no softmax has made: a probability of 0 costs the same in training and in evaluation.</summary>
public class ZeroProbabilityTests
{
    /// <summary>−ln of the smallest probability that the loss knows, 10⁻¹².</summary>
    private const double Most = 27.6310211;

    [Theory]
    [InlineData("Relu")]
    [InlineData("Clip(0, 1)")]
    [InlineData("HardSigmoid")]
    public void ALossOfNothing_IsOneValueInTrainingAndEvaluation(string activation)
    {
        string source = $"using CnnGen;\n[Network, Input(1, 1, 6), Dense(4), {activation}, CrossEntropy]\npublic partial class Net;\n";
        Type network = NetworkCompiler.Compile(source, VectorBits.Bits128).Create(1).Network.GetType();
        ((LossCheck)Activator.CreateInstance(typeof(LossCheck<>).MakeGenericType(network))!).IsOneValue();
    }

    private abstract class LossCheck
    {
        public abstract void IsOneValue();
    }

    private sealed class LossCheck<TNetwork> : LossCheck
        where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        public override void IsOneValue()
        {
            const int Images = 40;
            Random random = new(1);
            float[] pixels = [.. Enumerable.Range(0, Images * 6).Select(_ => (20f * random.NextSingle()) - 10f)];
            int[] labels = [.. Enumerable.Range(0, Images).Select(_ => random.Next(4))];
            TNetwork network = TNetwork.Create(1);
            float[] outputs = new float[Images * 4];
            network.Forward(pixels, outputs);
            float[] chosen = [.. labels.Select((label, i) => outputs[(4 * i) + label])];
            Assert.Contains(0f, chosen);
            Assert.Contains(chosen, probability => probability > 0f);

            double expected = chosen.Average(probability => probability > 1e-12f ? -Math.Log(probability) : Most);
            float[] gradient = new float[network.Weights.TrainableLength];
            double trained = network.Gradient(pixels, new Targets(labels), gradient).LossSum / Images;
            double evaluated = Evaluation.Run(network, new TensorDataset(pixels, labels, 1, 1, 6), batchSize: 7).Loss;

            Assert.Equal(expected, trained, 1e-4);
            Assert.Equal(expected, evaluated, 1e-4);
            Assert.All(gradient, value => Assert.True(float.IsFinite(value)));
        }
    }
}
