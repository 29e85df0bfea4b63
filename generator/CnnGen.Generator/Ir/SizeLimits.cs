using CnnGen.Generator.Model;

namespace CnnGen.Generator.Ir;

/// <summary>What one buffer can hold: offsets into it are 32-bit byte counts.</summary>
internal static class SizeLimits
{
    /// <summary>Values of all layers of one image.</summary>
    public const long Values = int.MaxValue / sizeof(float);

    /// <summary>Trainable parameters of a network.</summary>
    public const long Parameters = int.MaxValue / sizeof(float);

    public static string ValuesText => $"{Numerals.Grouped(Values)} values an image, all layers together";

    public static string ParametersText => $"{Numerals.Grouped(Parameters)} parameters a network";

    /// <summary>The product of sizes, or <see cref="long.MaxValue"/> where it is larger than that.</summary>
    public static long Product(params long[] sizes)
    {
        long product = 1;
        foreach (long size in sizes)
        {
            if (product > long.MaxValue / Math.Max(1, size))
            {
                return long.MaxValue;
            }

            product *= size;
        }

        return product;
    }

    public static long Length(TensorShape shape) => Product(shape.Height, shape.Width, shape.Channels);

    public static long Length(ParameterSpec parameter) => Product(parameter.Shape.Select(size => (long)size).ToArray());

    /// <summary>A count in a message; past 64 bits only that much is known.</summary>
    public static string Text(long count) => count == long.MaxValue ? "more than 9·10¹⁸" : Numerals.Grouped(count);
}
