using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Normalization;

namespace CnnGen.Generator.Algorithms.Elementwise;

/// <summary>Dropout in training, and its gradient, which drops the same elements.</summary>
internal sealed record DropoutCall(float Rate, string Layer) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator switch
    {
        Dropout dropout => new DropoutCall(dropout.Rate, context.Node.Name),
        DropoutGradient gradient => new DropoutCall(gradient.Rate, gradient.Layer),
        _ => null,
    };

    public override string Describe() => "the mask is a hash of the batch's seed, the image, the layer and the element, so that it needs no memory";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => DropoutLowering.Lower(node, this);
}
