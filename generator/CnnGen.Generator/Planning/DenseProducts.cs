using CnnGen.Generator.Graph;
using CnnGen.Generator.Lowering;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Planning;

/// <summary>A dense layer over all images of a micro-batch: a product of matrices, images × inputs × units.</summary>
internal sealed record DenseForward(FusedDense Operator, RegisterTile Tile) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is FusedDense dense
            ? new DenseForward(dense, RowsProduct.Tile(context, context.InputShape(0).Length, dense.Dense.Units))
            : null;

    public override string Describe() => RowsProduct.Describe(Tile, "units");

    public override bool Accepts(int input, BufferLayout layout) => layout.IsDense;

    public override bool ReadsPastEnd(int input) => false;

    public override void Lower(NodeLowering node) => RowsProduct.LowerForward(node, this);
}

/// <summary>The gradient of a dense layer's input: dOut × weights, over all images of a micro-batch, with the weights as PyTorch has them.</summary>
internal sealed record DenseBackward(DenseInputGradient Operator, RegisterTile Tile) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is DenseInputGradient gradient
            ? new DenseBackward(gradient, RowsProduct.Tile(context, context.InputShape(0).Length, context.Node.Shape.Length))
            : null;

    public override string Describe() => RowsProduct.Describe(Tile, "inputs");

    public override void Lower(NodeLowering node) => RowsProduct.LowerInputGradient(node, this);
}
