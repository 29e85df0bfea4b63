namespace CnnGen;

/// <summary>
/// The number of values of a shape. Four sizes of 65,536 are 2⁶⁴ values, which wraps round to none: a product of sizes is compared, never trusted.
/// </summary>
internal static class SizeProduct
{
    /// <summary>
    /// The product of sizes that are not negative; null where no array can be so long. A size of 0 anywhere makes it 0, however large the others are.
    /// </summary>
    public static long? Of(params ReadOnlySpan<int> sizes)
    {
        long count = sizes.Contains(0) ? 0 : 1;
        foreach (int size in sizes)
        {
            count *= size;
            if (count > Array.MaxLength)
            {
                return null;
            }
        }

        return count;
    }

    /// <summary>The values of an image of positive sizes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or no array can hold such an image.</exception>
    public static int OfImage(int height, int width, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        return (int?)Of(height, width, channels)
            ?? throw new ArgumentOutOfRangeException(
                nameof(height),
                $"An image of {height}×{width}×{channels} has more values than the {Array.MaxLength} that can be held.");
    }
}
