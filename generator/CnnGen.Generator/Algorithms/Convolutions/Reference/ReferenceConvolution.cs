using CnnGen.Generator.Algorithms.Convolutions.Direct;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Reference;

/// <summary>
/// Convolution as the textbook writes it: six loops, one number at a time, weights in PyTorch's order. Accepts everything. It serves hardware
/// without vectors, and readers.
/// </summary>
/// <param name="Operator">What is computed.</param>
/// <param name="Bf16Weights">Whether weights are rounded to bfloat16, as wider targets keep them.</param>
internal sealed record ReferenceConvolution(FusedConvolution Operator, bool Bf16Weights) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is FusedConvolution fused ? new ReferenceConvolution(fused, DirectConvolution.UsesBf16Weights(context, fused)) : null;

    public override bool IsReference => true;

    public override string Describe() => Bf16Weights ? "plain loops, weights rounded to bfloat16" : "plain loops";

    public override Border InputBorder(int input) => input > 0 ? default : Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal);

    public override bool Accepts(int input, BufferLayout layout) => true;

    public override bool ReadsPastEnd(int input) => false;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => ReferenceConvolutionLowering.Lower(node, this);
}
