using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Pooling;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>The mean of each window by plain loops.</summary>
internal sealed record ReferenceAveragePool(AveragePool Pool) : ReferencePool
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is AveragePool pool ? new ReferenceAveragePool(pool) : null;

    public override void Lower(NodeLowering node)
    {
        KernelSignature signature = new KernelSignature().Floats("input", node.Input(0)).Floats("output", node.Output());
        ReferencePoolLowering.Lower(node, signature, PoolFormula.Of(Pool), (b, oh, ow, c) =>
        {
            Local sum = b.Declare("sum", LocalType.Scalar, 0f);
            ReferencePoolLowering.Taps(b, Pool, oh, ow, (_, ih, iw) =>
                b.Assign(sum, new Binary(BinaryOperation.Add, sum, new LoadElement("input", node.InputLayout(0).At(ih, iw, c)))));
            b.Add(new StoreElement(
                "output", node.OutputLayout.At(oh, ow, c), new Binary(BinaryOperation.Divide, sum, ReferencePoolLowering.Divisor(b, Pool, oh, ow))));
        });
    }
}
