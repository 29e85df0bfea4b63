using CnnGen.Generator.Algorithms.Layouts;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Pooling;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>The loops of <see cref="MaxPoolGradientScatter"/> and <see cref="ReferenceAveragePoolGradient"/>, one output at a time.</summary>
internal static class ReferencePoolGradientLowering
{
    public static void LowerArgMax(NodeLowering node, ExtremumPool pool)
    {
        BufferLayout winners = BufferLayout.ChannelsLast(node.InputShape(0), default);
        LoopBuilder b = new();
        EachOutput(b, node, 1, (oh, ow, c, dOutput) =>
        {
            (IndexExpression kh, IndexExpression kw) = ArgMaxIndex.Read(b, pool, winners.At(oh, ow, c));
            IndexExpression row = (oh * pool.Vertical.S) + (kh * pool.Vertical.D) - pool.Vertical.Before;
            IndexExpression column = (ow * pool.Horizontal.S) + (kw * pool.Horizontal.D) - pool.Horizontal.Before;
            AddTo(b, node.OutputLayout.At(row, column, c), dOutput);
        });
        new KernelSignature()
            .Integers("argmax", node.ArgMaxOf(0))
            .Floats("dOutput", node.Input(1))
            .Floats("dInput", node.Output())
            .Call(node, node.Lanes, b, LayerComments.Of(node, PoolFormula.OfGradient(pool)));
    }

    public static void LowerMean(NodeLowering node, AveragePool pool)
    {
        LoopBuilder b = new();
        EachOutput(b, node, 0, (oh, ow, c, dOutput) =>
        {
            Local share = b.Declare("share", LocalType.Scalar, new Binary(BinaryOperation.Divide, dOutput, ReferencePoolLowering.Divisor(b, pool, oh, ow)));
            ReferencePoolLowering.Taps(b, pool, oh, ow, (_, ih, iw) => AddTo(b, node.OutputLayout.At(ih, iw, c), share));
        });
        new KernelSignature()
            .Floats("dOutput", node.Input(0))
            .Floats("dInput", node.Output())
            .Call(node, node.Lanes, b, LayerComments.Of(node, PoolFormula.OfGradient(pool)));
    }

    private static void EachOutput(
        LoopBuilder b, NodeLowering node, int dOutput, Action<IndexExpression, IndexExpression, IndexExpression, Expression> body)
    {
        Fill.Zero(b, node.Lanes, "dInput", node.OutputLayout.Length);
        BufferLayout pooled = node.InputLayout(dOutput);
        b.For("oh", pooled.Shape.Height, oh => b.For("ow", pooled.Shape.Width, ow => b.For("c", pooled.Shape.Channels, c =>
            b.Scope(() => body(oh, ow, c, new LoadElement("dOutput", pooled.At(oh, ow, c)))))));
    }

    private static void AddTo(LoopBuilder b, IndexExpression at, Expression value) =>
        b.Add(new StoreElement("dInput", at, new Binary(BinaryOperation.Add, new LoadElement("dInput", at), value)));
}
