using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Normalization;

namespace CnnGen.Generator.Algorithms.Elementwise;

/// <summary>Dropout in training, and its gradient, which drops the same elements.</summary>
internal sealed record DropoutCall(float Rate, string Layer, bool DropsImages) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator switch
    {
        Dropout dropout => new DropoutCall(dropout.Rate, context.Node.Recomputes ?? context.Node.Name, dropout.DropsImages),
        DropoutGradient gradient => new DropoutCall(gradient.Rate, gradient.Layer, gradient.DropsImages),
        _ => null,
    };

    public override string Describe() =>
        $"the mask is a hash of the batch's seed, the image{(DropsImages ? " and the layer" : ", the layer and the element")}, so that it needs no memory";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => DropoutLowering.Lower(node, this);
}
