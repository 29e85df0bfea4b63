namespace CnnGen.Onnx.Tests.Translation;

/// <summary>An output of a layer, seen as an array of ONNX.</summary>
/// <param name="Label">The label of the layer, or <c>input</c>.</param>
/// <param name="Shape">The shape of the array.</param>
/// <param name="Placement">
/// One letter an axis: N if it counts images, H, W or C if it is rows, columns or channels. Several axes with one letter are one axis of the image together,
/// in their order.
/// Empty for an input that no layer has read.
/// </param>
internal sealed record Value(string Label, int[] Shape, string? Placement)
{
    /// <summary>The size of an axis of the images: the product of the array's axes placed there.</summary>
    public int Size(char letter)
    {
        int size = 1;
        for (int axis = 0; axis < Shape.Length; axis++)
        {
            size *= Placement![axis] == letter ? Shape[axis] : 1;
        }

        return size;
    }

    public int Channels => Size('C');

    /// <summary>The axes in the order of the images: N, H, W, C.</summary>
    public IReadOnlyList<int> ImageOrder => [.. Enumerable.Range(0, Shape.Length).OrderBy(axis => "NHWC".IndexOf(Placement![axis], StringComparison.Ordinal))];
}
