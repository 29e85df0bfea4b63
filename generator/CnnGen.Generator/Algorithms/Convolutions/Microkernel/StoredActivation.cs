using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Activations;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>
/// An activation that is applied to outputs in place, right after they were stored and while they are in the first cache, by a kernel of its own. Written into
/// the epilogue of a register tile, its constants would take registers from the accumulators: the JIT hoists them out of all loops and spills an accumulator in
/// each step of the reduction, which halves the speed.
/// </summary>
internal static class StoredActivation
{
    /// <summary>Cycles of a vector beside those of the activation itself: one more load and store, and its share of the loop.</summary>
    public const double CyclesOfVector = 2;

    /// <summary>Calls the kernel for neighbouring rows and some channels of the output.</summary>
    /// <param name="b">Where the call is written; its kernel must be one that calls kernels.</param>
    /// <param name="node">The layer.</param>
    /// <param name="activation">What is applied.</param>
    /// <param name="row">The first row.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="channel">The first channel.</param>
    /// <param name="channels">Channels: those of vectors that are not whole are left as they are.</param>
    /// <param name="lanes">Floats a vector.</param>
    public static void Call(
        LoopBuilder b,
        NodeLowering node,
        Activation activation,
        IndexExpression row,
        int rows,
        IndexExpression channel,
        int channels,
        int lanes)
    {
        int vectors = channels / lanes;
        if (vectors > 0)
        {
            string kernel = node.Define(
                node.Key("Activation", rows, vectors, lanes),
                () => [activation.Describe() + " of outputs that were just stored, in place."],
                () => Code(activation, node.OutputLayout, rows, vectors, lanes));
            b.Add(new CallKernel(kernel, [new AddressOf("output", node.OutputLayout.At(row, 0, channel))]));
        }
    }

    private static KernelCode Code(Activation activation, BufferLayout output, int rows, int vectors, int lanes)
    {
        LoopBuilder b = new();
        b.For("row", rows, row =>
        {
            if (vectors * lanes == output.PixelStride)
            {
                b.For("i", output.Shape.Width * vectors, i => Apply(row, i * lanes));
            }
            else
            {
                // Not written out: the constants and what is computed of one vector fill the registers.
                b.For("pixel", output.Shape.Width, pixel => b.For("v", vectors, v => Apply(row, (pixel * output.PixelStride) + (v * lanes))));
            }
        });
        return new KernelCode(lanes, [new KernelParameter("output", ParameterType.FloatPointer)], b.Statements);

        void Apply(IndexExpression row, IndexExpression at)
        {
            IndexExpression place = (row * output.RowStride) + at;
            b.Scope(() =>
            {
                Local x = b.Declare("x", LocalType.Vector, new LoadVector("output", place));
                b.Add(new StoreVector("output", place, activation.Value(x), lanes));
            });
        }
    }
}
