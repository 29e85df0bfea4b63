using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Gemm;

/// <summary>A dense layer over all images of a micro-batch: a product of matrices, images × inputs × units.</summary>
internal sealed record DenseForward(FusedDense Operator, RegisterTile Tile) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is FusedDense dense
            ? new DenseForward(dense, BatchGemm.Tile(context, context.InputShape(0).Length, dense.Dense.Units))
            : null;

    public override string Describe() => BatchGemm.Describe(Tile, "units");

    public override bool Accepts(int input, BufferLayout layout) => layout.IsDense;

    public override bool ReadsPastEnd(int input) => false;

    public override void Lower(NodeLowering node) => BatchGemm.LowerForward(node, this);
}

/// <summary>The gradient of a dense layer's input: dOut × weights, over all images of a micro-batch, with the weights as PyTorch has them.</summary>
internal sealed record DenseBackward(DenseInputGradient Operator, RegisterTile Tile) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is DenseInputGradient gradient
            ? new DenseBackward(gradient, BatchGemm.Tile(context, context.InputShape(0).Length, context.Node.Shape.Length))
            : null;

    public override string Describe() => BatchGemm.Describe(Tile, "inputs");

    public override void Lower(NodeLowering node) => BatchGemm.LowerInputGradient(node, this);
}
