using CnnGen.Reference;
using CnnGen.Reference.Losses;
using CnnGen.Reference.Operators;
using Xunit;

namespace CnnGen.Integration.Tests.Reference;

public class ReferenceNetworkGradientTests
{
    private readonly Random _random = new(3);

    public static TheoryData<Type> Losses => new(typeof(SoftmaxCrossEntropy), typeof(CrossEntropy), typeof(MeanSquaredError), typeof(MeanAbsoluteError));

    [Theory]
    [MemberData(nameof(Losses))]
    public void BranchingNetwork_BackwardEqualsDifferences(Type lossType)
    {
        var loss = (RefLoss)Activator.CreateInstance(lossType)!;
        ReferenceNetwork network = Branching(loss);
        RefTensor[] images = [.. Enumerable.Range(0, 3).Select(_ => new RefTensor(4, 5, 2, GradientCheck.Uniform(_random, 40)))];
        RefTarget[] targets = [.. images.Select((_, image) =>
            loss.TakesLabel ? RefTarget.OfLabel(image) : RefTarget.OfValues(GradientCheck.Uniform(_random, 3)))];
        Assert.True(images.Zip(targets, (image, target) => network.KinkDistance(image, target)).Min() > 1e-4);

        RefGradients gradients = network.Backward(images, targets);

        Assert.Equal(network.MeanLoss(images, targets), gradients.MeanLoss, 1e-12);
        foreach ((string name, RefParameter parameter) in network.Parameters)
        {
            GradientCheck.Check(name, () => network.MeanLoss(images, targets), parameter.Values, gradients.Parameters[name]);
        }

        for (int image = 0; image < images.Length; image++)
        {
            GradientCheck.Check($"image {image}", () => network.MeanLoss(images, targets), images[image].Values, gradients.Inputs[image].Values);
        }
    }

    private ReferenceNetwork Branching(RefLoss loss)
    {
        var network = new ReferenceNetwork { Loss = loss };
        int stem = network.Add("conv1", Convolution(RefWindow.Square(3, padding: 1), 2, 3), 0);
        int left = network.Add("conv2", Convolution(RefWindow.Square(1), 3, 3), stem);
        int right = network.Add("conv3", Convolution(RefWindow.Square(3, padding: 1), 3, 3), stem);
        int sum = network.Add("add1", new Add(), left, right, stem);
        int joined = network.Add("concat1", new Concat(), sum, stem);
        network.Add("pool1", new MaxPool(RefWindow.Square(2, stride: 1)), joined);
        network.Add("flatten1", new Flatten());
        network.Add("fc1", new Dense(3 * 4 * 6, 3, Weights(3 * 4 * 6 * 3), Weights(3)));
        if (loss is CrossEntropy)
        {
            network.Add("softmax1", new Softmax());
        }

        return network;
    }

    private Convolution Convolution(RefWindow window, int channels, int filters) =>
        new(window, channels, filters, Weights(filters * channels * window.Vertical.Size * window.Horizontal.Size), Weights(filters));

    private double[] Weights(int length) => [.. GradientCheck.Uniform(_random, length).Select(w => 0.5 * w)];
}
