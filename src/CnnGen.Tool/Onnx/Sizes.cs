namespace CnnGen.Tool.Onnx;

/// <summary>Products of sizes that a file may have made absurd.</summary>
internal static class Sizes
{
    /// <summary>
    /// Elements of the largest array that is computed while a model is read, such as a constant that is repeated: 16 MiB of floats, so that a small file cannot
    /// ask for much memory.
    /// </summary>
    private const long UsualLimit = 1L << 22;

    private static readonly AsyncLocal<bool> s_isUnlimited = new();

    /// <summary>Lets a model compute constants of any size, until the scope ends: for files whose weights are a formula.</summary>
    public static IDisposable AllowLargeConstants()
    {
        s_isUnlimited.Value = true;
        return new Scope();
    }

    /// <summary>The number of elements of a shape.</summary>
    /// <exception cref="OnnxFileException">It is negative somewhere, or past 31 bits.</exception>
    public static long Product(IEnumerable<int> shape)
    {
        long product = 1;
        bool isEmpty = false;
        foreach (int size in shape)
        {
            if (size < 0)
            {
                throw new OnnxFileException($"A shape has the negative size {size}.");
            }

            isEmpty |= size == 0;
            product = Math.Min(product, int.MaxValue) * Math.Max(1, size);
        }

        return isEmpty ? 0 : product <= int.MaxValue ? product : throw new OnnxFileException("A shape has more than 2³¹ elements.");
    }

    /// <summary>As <see cref="Product"/>, for an array that is about to be allocated.</summary>
    public static int Computed(IEnumerable<int> shape)
    {
        long product = Product(shape);
        return product <= UsualLimit || s_isUnlimited.Value
            ? (int)product
            : throw new OnnxFileException(
                $"A constant of {product} elements would be computed; the limit is {UsualLimit}, unless --large-constants allows more.");
    }

    /// <summary>A size from a file as 32 bits.</summary>
    public static int Narrow(long size) =>
        size is >= 0 and <= int.MaxValue ? (int)size : throw new OnnxFileException($"A size is {size}; sizes are from 0 to {int.MaxValue}.");

    private sealed class Scope : IDisposable
    {
        public void Dispose() => s_isUnlimited.Value = false;
    }
}
