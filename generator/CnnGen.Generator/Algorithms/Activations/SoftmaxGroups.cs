using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms.Activations;

/// <summary>The values that probabilities are computed over: all of an image, or the channels of each pixel, one pixel after the other.</summary>
internal static class SoftmaxGroups
{
    /// <summary>Writes the loop over groups. The body gets, for each operand, the layout of a group and the pointer to it.</summary>
    public static void Each(
        LoopBuilder b, TensorShape shape, bool isOverChannels, (string Name, BufferLayout Layout)[] operands, Action<BufferLayout[], string[]> body)
    {
        if (!isOverChannels)
        {
            body(Array.ConvertAll(operands, operand => operand.Layout), Array.ConvertAll(operands, operand => operand.Name));
            return;
        }

        BufferLayout pixel = BufferLayout.ChannelsLast(TensorShape.Vector(shape.Channels), default);
        b.For("row", shape.Height, row => b.For("column", shape.Width, column => b.Scope(() => body(
            Array.ConvertAll(operands, _ => pixel),
            Array.ConvertAll(operands, operand => b.Pointer(operand.Name + "OfPixel", operand.Name, operand.Layout.At(row, column, 0)))))));
    }

    /// <summary>How a comment says it.</summary>
    public static string Remark(bool isOverChannels) => isOverChannels ? ", for each pixel" : "";
}
