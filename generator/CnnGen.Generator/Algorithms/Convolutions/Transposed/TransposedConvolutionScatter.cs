using CnnGen.Generator.Algorithms.Convolutions.Gradients;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;
using Plain = CnnGen.Generator.Operators.Convolutions.Convolution;

namespace CnnGen.Generator.Algorithms.Convolutions.Transposed;

/// <summary>
/// The transposed convolution: each pixel of the input times the kernel is added to the pixels of the output that it covers, as the gradient of a
/// convolution's input is computed; bias and what is cut off come in a second pass.
/// </summary>
internal sealed record TransposedConvolutionScatter(TransposedConvolution Operator, ConvolutionInputScatter Scatter) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context)
    {
        if (context.Operator is not TransposedConvolution transposed)
        {
            return null;
        }

        Plain convolution = transposed.Convolution(context.InputShape(0).Channels);
        return new TransposedConvolutionScatter(
            transposed,
            ConvolutionInputScatter.Plan(
                new ConvolutionInputGradient(convolution, context.Node.Parameters[0]),
                transposed.Filters,
                context.InputShape(0).Width,
                context.Target));
    }

    public override string Describe() => Scatter.Describe() + "; bias in a second pass";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => TransposedConvolutionLowering.Lower(node, this);
}
