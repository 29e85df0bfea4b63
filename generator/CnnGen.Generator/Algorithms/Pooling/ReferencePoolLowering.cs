using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>
/// The loops of <see cref="ReferenceAveragePool"/> and <see cref="ReferenceExtremumPool"/>, one output at a time, each tap tested for padding.
/// </summary>
internal static class ReferencePoolLowering
{
    /// <summary>Adds the kernel and its call.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="signature">Its parameters.</param>
    /// <param name="formula">What it computes.</param>
    /// <param name="output">Writes what is computed of the window of an output.</param>
    public static void Lower(
        NodeLowering node,
        KernelSignature signature,
        string formula,
        Action<LoopBuilder, IndexExpression, IndexExpression, IndexExpression> output)
    {
        LoopBuilder b = new();
        (int height, int width, int channels) = node.OutputLayout.Shape;
        b.For("oh", height, oh => b.For("ow", width, ow => b.For("c", channels, c => b.Scope(() => output(b, oh, ow, c)))));
        signature.Call(node, lanes: 1, b, LayerComments.Of(node, formula));
    }

    /// <summary>Writes loops over the taps inside the image, or inside the padded image. The body gets the tap and its row and column in the image.</summary>
    public static void Taps(
        LoopBuilder b,
        WindowPool pool,
        IndexExpression oh,
        IndexExpression ow,
        Action<PoolTap, IndexExpression, IndexExpression> body,
        bool inPadding = false,
        bool fromLast = false)
    {
        Axis(b, "kh", "ih", pool.Vertical, oh, inPadding, fromLast, (kh, ih) =>
            Axis(b, "kw", "iw", pool.Horizontal, ow, inPadding, fromLast, (kw, iw) => body(new PoolTap(kh, kw, 0), ih, iw)));
    }

    private static void Axis(
        LoopBuilder b,
        string tap,
        string place,
        WindowAxis axis,
        IndexExpression output,
        bool inPadding,
        bool fromLast,
        Action<IndexExpression, IndexExpression> body)
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
}
