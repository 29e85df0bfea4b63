using CnnGen.Integration.Tests.Harness;
using CnnGen.Integration.Tests.RandomNetworks;
using CnnGen.Integration.Tests.Reference;
using CnnGen.Reference;
using CnnGen.Reference.Losses;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>
/// A small network of each family: the oracle against differences in double precision, in every parameter and every value of the images; generated code
/// against the oracle; and a batch against its images one by one.
/// </summary>
public class FamilyGradientTests
{
    private const int Batch = 9;

    public static TheoryData<string, bool> Families
    {
        get
        {
            var families = new TheoryData<string, bool>();
            foreach (string name in NetworkFamily.Names)
            {
                families.Add(name, false);
                families.Add(name, true);
            }

            return families;
        }
    }

    public static TheoryData<string> FamiliesWithoutNorm => new(NetworkFamily.Names);

    [Theory]
    [MemberData(nameof(Families))]
    public void TheOracle_EqualsDifferences(string family, bool hasNorm)
    {
        RandomNetwork network = NetworkFamily.Draw(family, hasNorm);
        (RefTensor[] images, RefTarget[] targets) = DrawSmooth(network, count: 3);
        double Loss() => network.Reference.MeanLoss(images, targets);

        RefGradients gradients = network.Reference.Backward(images, targets);

        foreach ((string name, RefParameter parameter) in network.Reference.Parameters.Where(p => p.Parameter.IsTrainable))
        {
            GradientCheck.Check(name, Loss, parameter.Values, gradients.Parameters[name]);
        }

        foreach ((RefTensor image, RefTensor gradient) in images.Zip(gradients.Inputs))
        {
            GradientCheck.Check("image", Loss, image.Values, gradient.Values);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void GeneratedCode_EqualsTheOracle(string family, bool hasNorm)
    {
        RandomNetwork network = NetworkFamily.Draw(family, hasNorm);
        foreach (VectorBits? bits in EngineTests.Widths)
        {
            // With batch norm the comparison moves the oracle's averages, so each width has one of its own.
            RandomNetwork fresh = NetworkFamily.Draw(family, hasNorm);
            OracleComparison.Compare(NetworkCompiler.Compile(network.Source, bits), fresh, seed: 5, [1, Batch]);
        }
    }

    [Theory]
    [MemberData(nameof(FamiliesWithoutNorm))]
    public void TheGradientOfABatch_IsTheMeanOfItsImages(string family)
    {
        RandomNetwork drawn = NetworkFamily.Draw(family, hasNorm: false);
        CompiledNetwork compiled = NetworkCompiler.Compile(drawn.Source);
        NetworkInstance network = compiled.Create(seed: 3);
        (RefTensor[] images, RefTarget[] targets) = drawn.DrawBatch(seed: 7, Batch);

        float[] whole = Gradient(network, images, targets);
        double[] mean = new double[whole.Length];
        for (int image = 0; image < images.Length; image++)
        {
            foreach ((int i, float value) in Gradient(network, [images[image]], [targets[image]]).Index())
            {
                mean[i] += value / (double)Batch;
            }
        }

        double largest = mean.Max(Math.Abs);
        Assert.True(largest > 1e-3);
        Assert.All(whole.Zip(mean), pair => Assert.Equal(pair.Second, pair.First, 1e-6 * largest));
    }

    private static float[] Gradient(NetworkInstance network, RefTensor[] images, RefTarget[] targets)
    {
        float[] gradient = new float[network.Weights.TrainableLength];
        network.Gradient(Batches.Pixels(images), Batches.Targets(targets), gradient);
        return gradient;
    }

    /// <summary>Images so far from every kink that no step of a difference crosses one.</summary>
    private static (RefTensor[] Images, RefTarget[] Targets) DrawSmooth(RandomNetwork network, int count)
    {
        for (int seed = 0; ; seed++)
        {
            (RefTensor[] images, RefTarget[] targets) = network.DrawBatch(seed, count);
            if (network.Reference.KinkDistance(images, targets) > 2e-4)
            {
                return (images, targets);
            }
        }
    }
}
