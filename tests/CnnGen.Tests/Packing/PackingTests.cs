using CnnGen.Packing;
using Xunit;

namespace CnnGen.Tests.Packing;

/// <summary>Strided copies against element-by-element loops.</summary>
public sealed unsafe class PackingTests
{
    // Sizes, steps in the tensor, steps in the packed order.
    public static TheoryData<int[], int[], int[]> Copies => new()
    {
        { [1], [1], [1] },
        { [37], [1], [1] },
        { [37], [3], [1] },
        { [5, 7], [7, 1], [7, 1] },
        { [5, 7], [7, 1], [16, 1] },
        { [24, 40], [1, 24], [40, 1] },
        { [13, 21], [1, 13], [32, 1] },
        { [6, 10], [10, 1], [1, 6] },
        { [3, 2, 5, 5, 16], [800, 25, 5, 1, 50], [800, 400, 80, 16, 1] },
        { [2, 25, 8], [200, 1, 25], [8, 16, 1] },
        { [2, 3, 4, 5, 6, 7], [2520, 840, 210, 42, 7, 1], [1, 2, 6, 24, 120, 720] },
        { [4, 1, 6], [6, 100, 1], [1, 50, 4] },
        { [1, 1], [1, 1], [1, 1] },
        { [9, 6], [0, 1], [6, 1] },
    };

    [Theory]
    [MemberData(nameof(Copies))]
    public void Copy_PutsEveryElementInItsPlaceAndTouchesNothingElse(int[] extents, int[] tensorStrides, int[] packedStrides)
    {
        float[] tensor = Numbered(extents, tensorStrides);
        float[] packed = Numbered(extents, packedStrides);
        float[] expected = [.. packed];
        Each(extents, tensorStrides, packedStrides, (t, p) => expected[p] = tensor[t]);
        fixed (float* from = tensor, to = packed)
        {
            StridedTensor.Copy(from, to, extents, tensorStrides, packedStrides);
        }

        Assert.Equal(expected, packed);
    }

    [Theory]
    [MemberData(nameof(Copies))]
    public void Add_AddsEveryElementToItsPlace(int[] extents, int[] tensorStrides, int[] packedStrides)
    {
        float[] tensor = Numbered(extents, tensorStrides);
        float[] packed = Numbered(extents, packedStrides);
        float[] expected = [.. tensor];
        Each(extents, tensorStrides, packedStrides, (t, p) => expected[t] += packed[p]);
        fixed (float* to = tensor, from = packed)
        {
            StridedTensor.Add(from, to, extents, tensorStrides, packedStrides);
        }

        Assert.Equal(expected, tensor);
    }

    [Fact]
    public void SevenAxes_AreRefused()
    {
        int[] seven = [2, 2, 2, 2, 2, 2, 2];
        ArgumentException error = Assert.Throws<ArgumentException>(() => StridedTensor.Copy(null, null, seven, seven, seven));
        Assert.Contains("6", error.Message);
    }

    private static float[] Numbered(int[] extents, int[] strides)
    {
        int length = 1;
        for (int i = 0; i < extents.Length; i++)
        {
            length += (extents[i] - 1) * strides[i];
        }

        return [.. Enumerable.Range(0, length).Select(i => (float)(i % 1000) + 0.5f)];
    }

    private static void Each(int[] extents, int[] tensorStrides, int[] packedStrides, Action<int, int> body, int axis = 0, int tensor = 0, int packed = 0)
    {
        if (axis == extents.Length)
        {
            body(tensor, packed);
            return;
        }

        for (int i = 0; i < extents[axis]; i++)
        {
            Each(extents, tensorStrides, packedStrides, body, axis + 1, tensor + (i * tensorStrides[axis]), packed + (i * packedStrides[axis]));
        }
    }
}
