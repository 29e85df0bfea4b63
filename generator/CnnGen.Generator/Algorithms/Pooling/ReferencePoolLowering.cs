using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>The loops of <see cref="PlainPool"/>, one output at a time.</summary>
internal static class ReferencePoolLowering
{
    public static void Lower(NodeLowering node, WindowPool pool)
    {
        LoopBuilder b = new();
        BufferLayout output = node.OutputLayout;
        b.For("oh", output.Shape.Height, oh => b.For("ow", output.Shape.Width, ow => b.For("c", output.Shape.Channels, c => b.Scope(() =>
        {
            if (pool is AveragePool average)
            {
                Mean(b, node.InputLayout(0), output, average, oh, ow, c);
            }
            else
            {
                Extremum(b, node.InputLayout(0), output, pool, oh, ow, c);
            }
        }))));

        KernelSignature signature = new KernelSignature().Floats("input", node.Input(0)).Floats("output", node.Output());
        if (PoolLowering.KeepsArgMax(pool))
        {
            signature.Integers("winners", node.ArgMax());
        }

        signature.Call(node, lanes: 1, b, LayerComments.Of(node, PoolLowering.Formula(pool)));
    }

    /// <summary>Writes loops over the taps inside the image, or inside the padded image. The body gets the tap and its row and column in the image.</summary>
    public static void Taps(
        LoopBuilder b, WindowPool pool, IndexExpression oh, IndexExpression ow, Action<PoolTap, IndexExpression, IndexExpression> body, bool inPadding = false, bool fromLast = false)
    {
        Axis(b, "kh", "ih", pool.Vertical, oh, inPadding, fromLast, (kh, ih) =>
            Axis(b, "kw", "iw", pool.Horizontal, ow, inPadding, fromLast, (kw, iw) => body(new PoolTap(kh, kw, 0), ih, iw)));
    }

    private static void Axis(
        LoopBuilder b, string tap, string place, WindowAxis axis, IndexExpression output, bool inPadding, bool fromLast, Action<IndexExpression, IndexExpression> body)
    {
        b.For(fromLast ? tap + "FromLast" : tap, axis.F, i => b.Scope(() =>
        {
            IndexExpression k = fromLast ? (i * -1) + (axis.F - 1) : i;
            b.Declare(place, LocalType.Integer, new IndexValue((output * axis.S) + (k * axis.D) - axis.Before));
            IndexExpression at = IndexExpression.Of(place);
            int first = inPadding ? -axis.Before : 0;
            int end = inPadding ? axis.N + axis.After : axis.N;
            b.When(new IndexValue(at), new IndexValue(first - 1), () => b.When(new IndexValue(end), new IndexValue(at), () => body(k, at)));
        }));
    }

    private static void Mean(
        LoopBuilder b, BufferLayout input, BufferLayout output, AveragePool pool, IndexExpression oh, IndexExpression ow, IndexExpression c)
    {
        Local sum = b.Declare("sum", LocalType.Scalar, 0f);
        Taps(b, pool, oh, ow, (_, ih, iw) => b.Assign(sum, new Binary(BinaryOperation.Add, sum, new LoadElement("input", input.At(ih, iw, c)))));
        b.Add(new StoreElement("output", output.At(oh, ow, c), new Binary(BinaryOperation.Divide, sum, Divisor(b, pool, oh, ow))));
    }

    /// <summary>By what a window's sum is divided: the taps inside the image or, where padding counts, inside the padded image.</summary>
    public static Expression Divisor(LoopBuilder b, AveragePool pool, IndexExpression oh, IndexExpression ow)
    {
        if (pool is { CountPadding: true, Vertical.Overhang: 0, Horizontal.Overhang: 0 })
        {
            return new Number(pool.Vertical.F * pool.Horizontal.F);
        }

        Local count = b.Declare("count", LocalType.Scalar, 0f);
        Taps(b, pool, oh, ow, (_, _, _) => b.Assign(count, new Binary(BinaryOperation.Add, count, 1f)), pool.CountPadding);
        return count;
    }

    private static void Extremum(
        LoopBuilder b, BufferLayout input, BufferLayout output, WindowPool pool, IndexExpression oh, IndexExpression ow, IndexExpression c)
    {
        bool isMaximum = pool is MaxPool;
        Local best = b.Declare(isMaximum ? "largest" : "smallest", LocalType.Scalar, isMaximum ? float.NegativeInfinity : float.PositiveInfinity);

        Local? winner = PoolLowering.KeepsArgMax(pool) ? b.Declare("winner", LocalType.Integer, new IndexValue(-1)) : null;
        Taps(b, pool, oh, ow, (tap, ih, iw) =>
        {
            Local x = b.Declare("x", LocalType.Scalar, new LoadElement("input", input.At(ih, iw, c)));
            WindowExtremum.TakeEarlier(b, best, winner, x, new IndexValue(tap.Code(pool)), isMaximum);
        }, fromLast: true);
        b.Add(new StoreElement("output", output.At(oh, ow, c), best));
        if (winner is not null)
        {
            b.Add(new StoreElement("winners", BufferLayout.ChannelsLast(output.Shape, default).At(oh, ow, c), winner));
        }
    }
}
