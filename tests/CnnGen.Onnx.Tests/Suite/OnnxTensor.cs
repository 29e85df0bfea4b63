using System.Runtime.InteropServices;
using CnnGen.Onnx.Tests.Suite.Proto;
using CnnGen.Onnx.Tests.Translation;

namespace CnnGen.Onnx.Tests.Suite;

/// <summary>An array of floats or of whole numbers, in row-major order.</summary>
internal sealed record OnnxTensor(int[] Shape, float[] Values, long[] Integers)
{
    private const int FloatType = 1;
    private const int Integer64Type = 7;
    private const int BooleanType = 9;

    public static OnnxTensor Of(TensorProto proto)
    {
        int[] shape = [.. proto.Dims.Select(size => (int)size)];
        return proto.DataType switch
        {
            FloatType => new(shape, proto.RawData.Length > 0 ? [.. MemoryMarshal.Cast<byte, float>(proto.RawData.Span)] : [.. proto.FloatData], []),
            Integer64Type => new(shape, [], proto.RawData.Length > 0 ? [.. MemoryMarshal.Cast<byte, long>(proto.RawData.Span)] : [.. proto.Int64Data]),
            BooleanType => new(shape, [], [.. proto.RawData.Select(value => (long)value)]),
            _ => throw new NotExpressibleException("numbers are not 32-bit floats"),
        };
    }

    public int Length => Shape.Aggregate(1, (product, size) => product * size);

    /// <summary>The number of a tensor that holds one.</summary>
    public float Scalar => Values.Length == 1 ? Values[0] : throw new NotExpressibleException("a scalar is expected");

    public OnnxTensor Reshaped(params int[] shape) => this with { Shape = shape };

    /// <summary>The axes in another order: axis i of the result is axis <c>order[i]</c> of this.</summary>
    public OnnxTensor Permuted(IReadOnlyList<int> order)
    {
        int[] strides = new int[Shape.Length];
        for (int axis = Shape.Length - 1, stride = 1; axis >= 0; stride *= Shape[axis--])
        {
            strides[axis] = stride;
        }

        int[] shape = [.. order.Select(axis => Shape[axis])];
        float[] values = new float[Length];
        int[] at = new int[shape.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int from = 0;
            for (int axis = 0; axis < at.Length; axis++)
            {
                from += at[axis] * strides[order[axis]];
            }

            values[i] = Values[from];
            for (int axis = at.Length - 1; axis >= 0 && ++at[axis] == shape[axis]; axis--)
            {
                at[axis] = 0;
            }
        }

        return new OnnxTensor(shape, values, []);
    }
}
