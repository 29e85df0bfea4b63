using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>Rows and columns that are weighted sums of others: which ones and how much stands in tables of constants; vectors run along the channels.</summary>
internal sealed record AxisMappingTables(AxisMapping Mapping) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is AxisMapping mapping ? new AxisMappingTables(mapping) : null;

    public override string Describe() => "which rows and columns, and how much of each, is read from tables of constants";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => new AxisMappingLowering(node, Mapping).Forward();
}

/// <summary>Its gradient: outputs give to the pixels they were made of, one after the other.</summary>
internal sealed record AxisMappingGradientTables(AxisMapping Mapping) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is AxisMappingGradient gradient ? new AxisMappingGradientTables(gradient.Mapping) : null;

    public override string Describe() => "zeros first; then each output adds to the pixels that it was made of, by tables of constants";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => new AxisMappingLowering(node, Mapping).Backward();
}
