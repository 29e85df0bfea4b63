using System.Text.Json;
using CnnGen.Runtime;
using Xunit;

namespace CnnGen.Tests.Training;

/// <summary>Optimizers, clipping and averaging against PyTorch in double precision.</summary>
public sealed class OptimizerExpectedTests
{
    [Fact]
    public void Optimizers_GiveThePyTorchWeights()
    {
        int tried = 0;
        foreach (JsonElement expected in ExpectedValues.Read("optimizers.json").EnumerateArray())
        {
            string name = expected.GetProperty("name").GetString()!;
            if (name == "groups")
            {
                continue;
            }

            Optimizer optimizer = OptimizerTests.Optimizers[name]();
            float[] weights = expected.Floats("start");
            foreach (JsonElement gradient in expected.GetProperty("gradients").EnumerateArray())
            {
                optimizer.Step(weights, gradient.Floats(), optimizer.LearningRate);
            }

            AssertClose(expected.Doubles("end"), weights, 2e-6, name);
            tried++;
        }

        Assert.Equal(11, tried);
    }

    [Fact]
    public void Groups_HaveRatesAndDecaysOfTheirOwn_WhichSchedulesScale()
    {
        JsonElement expected = ExpectedValues.Read("optimizers.json").EnumerateArray().Single(element => element.GetProperty("name").GetString() == "groups");
        NetworkWeights weights = new(TwoTensors());
        float[] start = expected.Floats("start");
        start.CopyTo(weights.Values);
        AdamW optimizer = new(0.01, weightDecay: 0.2) { Groups = [new ParameterGroup("second") { LearningRate = 0.05, WeightDecay = 0 }] };
        ParameterLayout layout = ParameterLayout.Of(weights, optimizer, _ => false);
        int step = 0;
        foreach (JsonElement gradient in expected.GetProperty("gradients").EnumerateArray())
        {
            layout.SetRates(new ExponentialDecay(0.9), step++, new TrainingHistory());
            optimizer.Step(weights.Trainable, gradient.Floats(), layout, threads: 2);
        }

        AssertClose(expected.Doubles("end"), weights.Values.ToArray(), 2e-6, "groups");
    }

    [Fact]
    public void Clipping_GivesThePyTorchGradients()
    {
        foreach (JsonElement expected in ExpectedValues.Read("gradients.json").GetProperty("clipping").EnumerateArray())
        {
            double largest = expected.Double("largest");
            GradientStep step = Step(expected, "gradient", out NetworkWeights weights);
            double norm = step.ClipNorm(largest, ParameterLayout.Flat(weights.TrainableLength, 1, 0), threads: 3);
            Assert.Equal(expected.Double("norm"), norm, 1e-6);
            AssertClose(expected.Doubles("byNorm"), step.Gradient.ToArray(), 1e-6, "norm");

            GradientStep bounded = Step(expected, "gradient", out _);
            bounded.ClipValue(largest / 2, threads: 1);
            AssertClose(expected.Doubles("byValue"), bounded.Gradient.ToArray(), 1e-7, "value");
        }
    }

    [Fact]
    public void Average_FollowsTheWeights_AsPyTorchs()
    {
        JsonElement expected = ExpectedValues.Read("gradients.json").GetProperty("average");
        NetworkWeights weights = new(OneTensor(20));
        GradientStep step = new(weights);
        using AlignedBuffer average = new(weights.Values.Length);
        double decay = 0;
        foreach (JsonElement values in expected.GetProperty("values").EnumerateArray())
        {
            values.Floats().CopyTo(weights.Values);
            step.Average(average, decay, threads: 2);
            decay = expected.Double("decay");
        }

        AssertClose(expected.Doubles("end"), average.Span.ToArray(), 1e-6, "average");
    }

    [Fact]
    public void Lion_FollowsItsFormula_InDouble()
    {
        const double Rate = 0.01, Beta1 = 0.9, Beta2 = 0.99, Decay = 0.1;
        Lion lion = new(Rate, Beta1, Beta2, Decay);
        Random random = new(4);
        float[] weights = [.. Enumerable.Range(0, 37).Select(_ => random.NextSingle() - 0.5f)];
        double[] expected = Array.ConvertAll(weights, value => (double)value);
        double[] means = new double[weights.Length];
        for (int step = 0; step < 20; step++)
        {
            float[] gradient = [.. Enumerable.Range(0, 37).Select(_ => random.NextSingle() - 0.5f)];
            lion.Step(weights, gradient, Rate);
            for (int i = 0; i < weights.Length; i++)
            {
                int sign = Math.Sign((Beta1 * means[i]) + ((1 - Beta1) * gradient[i]));
                expected[i] = (expected[i] * (1 - (Rate * Decay))) - (Rate * sign);
                means[i] = (Beta2 * means[i]) + ((1 - Beta2) * gradient[i]);
            }
        }

        AssertClose(expected, weights, 2e-6, "lion");
    }

    [Fact]
    public void Norm_IsTheSameForAnyNumberOfThreads_AndLeavesOutWhatIsFrozen()
    {
        const int Length = 200_000;
        NetworkWeights weights = new(OneTensor(Length));
        ParameterLayout layout = ParameterLayout.Of(weights, new Sgd(0.1), _ => false);
        double? expected = null;
        foreach (int threads in new[] { 1, 2, 3, 7 })
        {
            GradientStep step = new(weights);
            Random random = new(1);
            foreach (ref float value in step.Gradient)
            {
                value = random.NextSingle();
            }

            double norm = step.ClipNorm(1, layout, threads);
            expected ??= norm;
            Assert.Equal(expected.Value, norm);
            Assert.Equal(0, new GradientStep(weights).ClipNorm(1, ParameterLayout.Of(weights, new Sgd(0.1), _ => true), threads));
        }
    }

    private static GradientStep Step(JsonElement expected, string name, out NetworkWeights weights)
    {
        float[] gradient = expected.Floats(name);
        weights = new NetworkWeights(OneTensor(gradient.Length));
        GradientStep step = new(weights);
        gradient.CopyTo(step.Gradient);
        return step;
    }

    private static NetworkInfo OneTensor(int length) => Info(new ParameterTensor("first.weight", [length], 0, 1, ParameterRole.Weight));

    private static NetworkInfo TwoTensors() => Info(
        new ParameterTensor("first.weight", [16], 0, 1, ParameterRole.Weight), new ParameterTensor("second.weight", [16], 16, 1, ParameterRole.Weight));

    private static NetworkInfo Info(params ParameterTensor[] tensors) => new()
    {
        Name = "Tensors",
        InputHeight = 1,
        InputWidth = 1,
        InputChannels = 1,
        OutputLength = 1,
        ParameterCount = tensors.Sum(tensor => tensor.Length),
        MultiplyAdds = 0,
        ArenaBytes = 0,
        Summary = "",
        Parameters = tensors,
    };

    private static void AssertClose(double[] expected, float[] actual, double tolerance, string name)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])),
                $"{name}: {expected[i]} expected at {i}, got {actual[i]}");
        }
    }
}
