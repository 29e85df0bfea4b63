using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Gemm;

/// <summary>The gradient of a dense layer's weights: the outer products of dOut and in, summed over the images, straight into PyTorch's order.</summary>
internal sealed record DenseOuterProduct(DenseWeightGradient Operator, RegisterTile Tile) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context)
    {
        if (context.Operator is not DenseWeightGradient gradient)
        {
            return null;
        }

        int vectors = (context.InputShape(0).Length + context.Target.Lanes - 1) / context.Target.Lanes;
        int units = context.InputShape(1).Length;
        return new DenseOuterProduct(gradient, RegisterTile.Choose(1, units, vectors, context.MicroBatch, 1, 1, context.Target));
    }

    public override string Describe() =>
        FormattableString.Invariant($"outer products over the images, {Tile.Columns} units × {Count.Of(Tile.Vectors, "vector")} of inputs in registers");

    public override void Lower(NodeLowering node) => DenseOuterProductLowering.Lower(node, this);
}
