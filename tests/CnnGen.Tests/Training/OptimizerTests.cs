using CnnGen.Tests.Runtime;
using Xunit;

namespace CnnGen.Tests.Training;

public sealed class OptimizerTests
{
    public static TheoryData<string> All => [.. Optimizers.Keys];

    internal static Dictionary<string, Func<Optimizer>> Optimizers { get; } = new()
    {
        ["sgd"] = () => new Sgd(0.1),
        ["sgd decay"] = () => new Sgd(0.1, weightDecay: 0.05),
        ["momentum"] = () => new Sgd(0.1, momentum: 0.9, weightDecay: 0.01, dampening: 0.3),
        ["nesterov"] = () => new Sgd(0.1, momentum: 0.8, nesterov: true),
        ["adam"] = () => new Adam(0.01, weightDecay: 0.02),
        ["adamw"] = () => new AdamW(0.01, beta1: 0.8, beta2: 0.99, epsilon: 1e-6, weightDecay: 0.1),
        ["rmsprop"] = () => new RMSprop(0.01, alpha: 0.9, weightDecay: 0.03),
        ["rmsprop momentum"] = () => new RMSprop(0.01, momentum: 0.7),
        ["rmsprop centered"] = () => new RMSprop(0.01, alpha: 0.8, epsilon: 1e-4, momentum: 0.5, centered: true),
        ["adagrad"] = () => new Adagrad(0.1, rateDecay: 0.05, weightDecay: 0.01, initialSum: 0.1),
        ["adagrad plain"] = () => new Adagrad(0.05),
        ["lion"] = () => new Lion(0.01, weightDecay: 0.1),
    };

    [Fact]
    public void SgdWithMomentum_ByHand()
    {
        // b1 = 0.5, w1 = 1 − 0.1·0.5 = 0.95; b2 = 0.9·0.5 + (−0.25) = 0.2, w2 = 0.95 − 0.02 = 0.93
        float[] weights = [1];
        Sgd sgd = new(0.1, momentum: 0.9);

        sgd.Step(weights, [0.5f], 0.1);
        Assert.Equal(0.95f, weights[0], 1e-7f);
        sgd.Step(weights, [-0.25f], 0.1);
        Assert.Equal(0.93f, weights[0], 1e-7f);
    }

    [Fact]
    public void Nesterov_ByHand()
    {
        // b = 2; d = 2 + 0.5·2 = 3; w = 1 − 0.1·3
        float[] weights = [1];

        new Sgd(0.1, momentum: 0.5, nesterov: true).Step(weights, [2], 0.1);

        Assert.Equal(0.7f, weights[0], 1e-7f);
    }

    [Fact]
    public void FirstStepOfAdam_IsTheRate_WhateverTheGradient()
    {
        float[] weights = [1, 1, 1];

        new Adam(0.01).Step(weights, [0.001f, -4, 1e6f], 0.01);

        Assert.Equal(0.99f, weights[0], 1e-6f);
        Assert.Equal(1.01f, weights[1], 1e-6f);
        Assert.Equal(0.99f, weights[2], 1e-6f);
    }

    [Fact]
    public void DecayOfAdamW_DoesNotPassThroughTheGradient()
    {
        float[] weights = [2];

        new AdamW(0.1, weightDecay: 0.5).Step(weights, [0], 0.1);

        Assert.Equal(2 * (1 - (0.1f * 0.5f)), weights[0], 1e-6f);
    }

    [Fact]
    public void Sgd_FollowsItsFormula_InDouble()
    {
        foreach ((double momentum, double decay, bool nesterov, double dampening) in
            new[] { (0, 0.1, false, 0), (0.9, 0.05, false, 0.2), (0.7, 0.05, true, 0), (0.9, 0, false, 0.0) })
        {
            double[] buffer = new double[37];
            AssertFollows(new Sgd(0.2, momentum, decay, nesterov, dampening), 37, (step, i, w, g) =>
            {
                g += decay * w;
                buffer[i] = step == 1 ? g : (momentum * buffer[i]) + ((1 - dampening) * g);
                double direction = momentum == 0 ? g : nesterov ? g + (momentum * buffer[i]) : buffer[i];
                return w - (0.2 * direction);
            });
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Adam_FollowsItsFormula_InDouble(bool decoupled)
    {
        const double Rate = 0.02, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, Decay = 0.03;
        double[] m = new double[41];
        double[] v = new double[41];
        Optimizer optimizer = decoupled ? new AdamW(Rate, Beta1, Beta2, Epsilon, Decay) : new Adam(Rate, Beta1, Beta2, Epsilon, Decay);
        AssertFollows(optimizer, 41, (step, i, w, g) =>
        {
            w = decoupled ? w * (1 - (Rate * Decay)) : w;
            g += decoupled ? 0 : Decay * w;
            m[i] = (Beta1 * m[i]) + ((1 - Beta1) * g);
            v[i] = (Beta2 * v[i]) + ((1 - Beta2) * g * g);
            double mean = m[i] / (1 - Math.Pow(Beta1, step));
            double square = v[i] / (1 - Math.Pow(Beta2, step));
            return w - (Rate * mean / (Math.Sqrt(square) + Epsilon));
        });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Threads_ChangeNoBit(string name)
    {
        const int Length = 150_001; // several ranges, and a tail shorter than a vector
        float[]? expected = null;
        foreach (int threads in new[] { 1, 2, 3, 7, 16 })
        {
            float[] weights = Random(Length, 1);
            Optimizer optimizer = Optimizers[name]();
            for (int step = 0; step < 3; step++)
            {
                optimizer.Step(weights, Random(Length, 10 + step), 0.05, threads);
            }

            expected ??= weights;
            Assert.True(expected.AsSpan().SequenceEqual(weights), $"{threads} threads");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void EachValue_DependsOnItsOwnPlaceOnly(string name)
    {
        // Whether a value is computed in a vector or in the tail must not matter.
        const int Length = 48;
        float[] all = Random(Length, 1);
        float[][] alone = Array.ConvertAll(all, value => new[] { value });
        Optimizer ofAll = Optimizers[name]();
        Optimizer[] ofOne = [.. alone.Select(_ => Optimizers[name]())];
        for (int step = 0; step < 4; step++)
        {
            float[] gradient = Random(Length, 20 + step);
            ofAll.Step(all, gradient, 0.03);
            for (int i = 0; i < Length; i++)
            {
                ofOne[i].Step(alone[i], [gradient[i]], 0.03);
            }
        }

        Assert.Equal(all.Select(BitConverter.SingleToInt32Bits), alone.Select(value => BitConverter.SingleToInt32Bits(value[0])));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void ZeroGradientOfZeroWeight_StaysZero(string name)
    {
        float[] weights = new float[20]; // as the padding between tensors
        Optimizer optimizer = Optimizers[name]();

        optimizer.Step(weights, new float[20], 0.1);
        optimizer.Step(weights, new float[20], 0.1);

        Assert.All(weights, value => Assert.Equal(0, value));
    }

    [Fact]
    public void WrongLengths_AreRefused_AndNothingChanges()
    {
        Sgd sgd = new(0.1, momentum: 0.9);
        float[] weights = [1, 2, 3];
        sgd.Step(weights, new float[3], 0.1);

        Assert.Contains("3 weights and 2 gradient", Assert.Throws<ArgumentException>(() => sgd.Step(weights, new float[2], 0.1)).Message);
        Assert.Contains("steps of 3 weights; now there are 4", Assert.Throws<ArgumentException>(() => sgd.Step(new float[4], new float[4], 0.1)).Message);
        Assert.Equal([1, 2, 3], weights);
        Assert.Equal(1, sgd.Steps);
    }

    [Fact]
    public void ConstantsOutOfRange_AreNamed()
    {
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => new Sgd(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => new Sgd(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("momentum", () => new Sgd(0.1, momentum: 1.5));
        Assert.Throws<ArgumentException>("nesterov", () => new Sgd(0.1, nesterov: true));
        Assert.Throws<ArgumentOutOfRangeException>("beta1", () => new Adam(beta1: 1));
        Assert.Throws<ArgumentOutOfRangeException>("beta2", () => new AdamW(beta2: -0.1));
        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new Adam(epsilon: 0));
    }

    [Fact]
    public void OneOptimizer_ServesOneTrainer()
    {
        Adam adam = new();
        _ = new Trainer<SoftmaxRegression>(adam);

        Assert.Contains("already serves another trainer", Assert.Throws<ArgumentException>(() => new Trainer<SoftmaxRegression>(adam)).Message);
    }

    [Fact]
    public void Step_AllocatesNothing_AfterTheFirst()
    {
        float[] weights = new float[100_000];
        float[] gradient = new float[weights.Length];
        Adam adam = new();
        adam.Step(weights, gradient, 0.1, threads: 2);
        long before = GC.GetAllocatedBytesForCurrentThread();

        adam.Step(weights, gradient, 0.1, threads: 2);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void AssertFollows(Optimizer optimizer, int length, Func<int, int, double, double, double> next)
    {
        float[] weights = Random(length, 5);
        double[] expected = Array.ConvertAll(weights, value => (double)value);
        for (int step = 1; step <= 20; step++)
        {
            float[] gradient = Random(length, 100 + step);
            optimizer.Step(weights, gradient, optimizer.LearningRate);
            for (int i = 0; i < length; i++)
            {
                expected[i] = next(step, i, expected[i], gradient[i]);
                Assert.Equal(expected[i], weights[i], 2e-5);
            }
        }
    }

    private static float[] Random(int length, int seed) => Runtime.NetworkRuntimeTests.RandomValues(length, seed);
}
