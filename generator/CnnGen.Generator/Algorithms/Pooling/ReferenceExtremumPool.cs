using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Pooling;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>The largest or smallest value of each window by plain loops; with its place where the backward pass wants it.</summary>
internal sealed record ReferenceExtremumPool(ExtremumPool Pool) : ReferencePool
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is ExtremumPool pool ? new ReferenceExtremumPool(pool) : null;

    public override void Lower(NodeLowering node)
    {
        KernelSignature signature = new KernelSignature().Floats("input", node.Input(0)).Floats("output", node.Output());
        if (Pool.KeepsArgMax)
        {
            signature.Integers("argmax", node.ArgMax());
        }

        ReferencePoolLowering.Lower(node, signature, PoolFormula.Of(Pool), (b, oh, ow, c) => Output(node, b, oh, ow, c));
    }

    private void Output(NodeLowering node, LoopBuilder b, IndexExpression oh, IndexExpression ow, IndexExpression c)
    {
        float worst = Pool.IsMaximum ? float.NegativeInfinity : float.PositiveInfinity;
        Local best = b.Declare(Pool.IsMaximum ? "largest" : "smallest", LocalType.Scalar, worst);
        Local? index = Pool.KeepsArgMax ? b.Declare("index", LocalType.Integer, new IndexValue(-1)) : null;
        ReferencePoolLowering.Taps(
            b,
            Pool,
            oh,
            ow,
            (tap, ih, iw) =>
            {
                Local x = b.Declare("x", LocalType.Scalar, new LoadElement("input", node.InputLayout(0).At(ih, iw, c)));
                WindowExtremum.TakeEarlier(b, best, index, x, new IndexValue(tap.Code(Pool)), Pool.IsMaximum);
            },
            fromLast: true);
        b.Add(new StoreElement("output", node.OutputLayout.At(oh, ow, c), best));
        if (index is not null)
        {
            b.Add(new StoreElement("argmax", BufferLayout.ChannelsLast(node.OutputLayout.Shape, default).At(oh, ow, c), index));
        }
    }
}
