using CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>Appends norms that take each image by itself, with arguments that are sometimes written and sometimes left out.</summary>
internal sealed class RandomNorms(Random random, NetworkDraft draft)
{
    public void LayerNorm() =>
        Append("LayerNorm", [], draft.Shape.Channels, (weight, bias, epsilon) => new LayerNorm(draft.Shape.Channels, weight, bias, epsilon));

    public void ImageLayerNorm()
    {
        (int height, int width, int channels) = (draft.Shape.Height, draft.Shape.Width, draft.Shape.Channels);
        int[] shape = height * width == 1 ? [channels] : [channels, height, width];
        Append("LayerNorm", [("Over", "NormExtent.Image")], draft.Shape.Length, (weight, bias, epsilon) => new ImageLayerNorm(shape, weight, bias, epsilon));
    }

    public void InstanceNorm() =>
        Append(
            "InstanceNorm",
            [],
            draft.Shape.Channels,
            (weight, bias, epsilon) => new GroupNorm(draft.Shape.Channels, draft.Shape.Channels, weight, bias, epsilon));

    public void GroupNorm()
    {
        int channels = draft.Shape.Channels;
        int[] divisors = [.. Enumerable.Range(1, channels).Where(groups => channels % groups == 0)];
        int groups = divisors[random.Next(divisors.Length)];
        Append("GroupNorm", [], channels, (weight, bias, epsilon) => new GroupNorm(groups, channels, weight, bias, epsilon), $"{groups}");
    }

    public void Scale()
    {
        bool hasBias = random.Next(2) == 0;
        double[] Around(double centre) => [.. draft.Weights(draft.Shape.Channels, 5).Select(x => (double)(float)(centre + x))];
        LayerText text = random.Next(2) == 0 ? new LayerText("Scale") : new LayerText("Scale", "0.1f");
        draft.Append(hasBias ? text.Set("Bias", "true") : text, hasBias ? new Scale(Around(0.5), Around(0)) : new Scale(Around(0.5)));
    }

    private void Append(
        string kind,
        (string Property, string Value)[] properties,
        int weights,
        Func<double[]?, double[]?, double, RefOperator> make,
        params string[] arguments)
    {
        LayerText text = new(kind, arguments);
        foreach ((string property, string value) in properties)
        {
            text.Set(property, value);
        }

        // A large epsilon: a set of one or two values may have no variance, and gradients would be as large as 1/√ε.
        float epsilon = random.Next(2) == 0 ? 0.0625f : 0.5f;
        text.Set("Epsilon", FormattableString.Invariant($"{epsilon}f"));
        bool affine = random.Next(4) > 0;
        if (!affine)
        {
            text.Set("Affine", "false");
        }

        double[] Around(double centre) => [.. draft.Weights(weights, 40).Select(x => (double)(float)(centre + x))];
        draft.Append(text, affine ? make(Around(1), Around(0), epsilon) : make(null, null, epsilon));
    }
}
