using System.Text;

namespace CnnGen.Integration.Tests.Golden.Gradients;

/// <summary>
/// A gradient in few numbers, from which the distance of two gradients can be estimated: each value is added to one of some sums or taken from it, both drawn
/// from its tensor's name and its place. M. Charikar, K. Chen and M. Farach-Colton, "Finding frequent items in data streams", 2002.
/// </summary>
/// <remarks>
/// The sum of the squares of the difference of two sketches is that of the gradients without bias, with a relative deviation of √(2/buckets); the distance,
/// its root, has half of that: 1.6 per cent. make.py, beside this file, draws alike.
/// </remarks>
internal static class GradientSketch
{
    /// <summary>Numbers of a sketch.</summary>
    public const int Buckets = 1 << BucketBits;

    private const int BucketBits = 11;
    private const ulong Step = 0x9E3779B97F4A7C15;
    private const ulong FnvOffset = 0xCBF29CE484222325;
    private const ulong FnvPrime = 0x100000001B3;

    /// <summary>The sketch of a gradient.</summary>
    /// <param name="info">The tensors, in PyTorch's order of values.</param>
    /// <param name="gradient">Laid out as the parameters.</param>
    public static double[] Of(NetworkInfo info, ReadOnlySpan<float> gradient)
    {
        double[] sums = new double[Buckets];
        foreach (ParameterTensor tensor in info.Parameters.Where(tensor => tensor.IsTrainable))
        {
            ulong seed = Seed(tensor.Name);
            ReadOnlySpan<float> values = gradient.Slice(tensor.Offset, tensor.Length);
            for (int i = 0; i < values.Length; i++)
            {
                ulong drawn = Mixed(seed + ((ulong)(i + 1) * Step));
                sums[drawn >> (64 - BucketBits)] += (drawn & 1) == 0 ? values[i] : -values[i];
            }
        }

        return sums;
    }

    /// <summary>FNV-1a of a tensor's name.</summary>
    private static ulong Seed(string name)
    {
        ulong value = FnvOffset;
        foreach (byte letter in Encoding.UTF8.GetBytes(name))
        {
            value = (value ^ letter) * FnvPrime;
        }

        return value;
    }

    /// <summary>SplitMix64.</summary>
    private static ulong Mixed(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
