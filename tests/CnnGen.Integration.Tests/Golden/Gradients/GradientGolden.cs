using CnnGen.Integration.Tests.Harness;

namespace CnnGen.Integration.Tests.Golden.Gradients;

/// <summary>
/// A network's whole gradient over one batch as PyTorch computes it in double precision, and how far from it PyTorch's own is in single precision. Files are
/// written by make.py.
/// </summary>
internal sealed class GradientGolden
{
    private readonly double[] _sketch;
    private readonly float[] _norms;

    private GradientGolden(SafetensorsFile file)
    {
        _sketch = [.. file["sketch"].ToFloats().Select(sum => (double)sum)];
        _norms = file["norms"].ToFloats();
        OwnDistance = file["distance"].ToFloats()[0];
    }

    /// <summary>The relative distance of PyTorch's gradient in single precision.</summary>
    public double OwnDistance { get; }

    /// <summary>The golden gradient in a file.</summary>
    public static GradientGolden Read(string path) => new(SafetensorsFile.Read(path));

    /// <summary>How far the gradient of a network is from PyTorch's in double precision.</summary>
    /// <param name="info">The network.</param>
    /// <param name="network">With the weights of the golden.</param>
    /// <param name="images">The batch, in the network's own order.</param>
    /// <param name="targets">What is to be learned.</param>
    /// <returns>
    /// |gradient − PyTorch's| / |PyTorch's|, estimated by <see cref="GradientSketch"/>, and the tensor whose norm is furthest from PyTorch's.
    /// </returns>
    public (double Distance, string WorstNorm) Compare(NetworkInfo info, NetworkInstance network, ReadOnlySpan<float> images, Targets targets)
    {
        float[] gradient = new float[network.Weights.TrainableLength];
        network.Gradient(images, targets, gradient);
        double[] sketch = GradientSketch.Of(info, gradient);
        double distance = Math.Sqrt(sketch.Zip(_sketch, (ours, theirs) => (ours - theirs) * (ours - theirs)).Sum() / _sketch.Sum(sum => sum * sum));
        (ParameterTensor tensor, float expected) = info.Parameters.Where(tensor => tensor.IsTrainable).Zip(_norms)
            .MaxBy(pair => Math.Abs(Norm(gradient, pair.First) - pair.Second) / pair.Second);
        return (distance, FormattableString.Invariant($"the norm of {tensor.Name} is {Norm(gradient, tensor):G6}, PyTorch's {expected:G6}"));
    }

    private static double Norm(float[] gradient, ParameterTensor tensor)
    {
        double sum = 0;
        foreach (float value in gradient.AsSpan(tensor.Offset, tensor.Length))
        {
            sum += (double)value * value;
        }

        return Math.Sqrt(sum);
    }
}
