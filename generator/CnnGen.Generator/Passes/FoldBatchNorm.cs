using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Normalization;

namespace CnnGen.Generator.Passes;

/// <summary>
/// Inference: a batch norm with running averages multiplies each channel by a constant and adds one, which the weights and the bias of the convolution before
/// it can do, so that it costs nothing; so does a learnt factor for each channel. Before: no dense layers; no convolution is fused yet, so that what follows
/// the batch norm is fused into the convolution afterwards. After: a batch norm is left only where it reads no convolution, or one whose output somebody else
/// wants as it is. A convolution that took a summand has a bias.
/// </summary>
internal static class FoldBatchNorm
{
    public static NetworkGraph Run(NetworkGraph graph) => new GraphRewriter(graph).Run((rewriter, i) =>
    {
        Node node = rewriter.Old(i);
        if (node.Operator is not (BatchNorm or Scale)
            || !rewriter.IsInternal(node.Inputs[0])
            || rewriter.New(node.Inputs[0]) is not { Operator: Convolution convolution, FoldedNorm: null } producer)
        {
            return false;
        }

        ParameterSpec weight = producer.Parameters[0];
        bool getsBias = !convolution.HasBias && node.Operator is not Scale { HasBias: false };
        EquatableArray<ParameterSpec> parameters = !getsBias
            ? producer.Parameters
            : [weight, new ParameterSpec(producer.Name + ".bias", [convolution.Filters], weight.ReductionLength, ParameterRole.Bias)];
        rewriter.MergeIntoProducer(i, convolution with { HasBias = convolution.HasBias || getsBias }, merged => merged with
        {
            Parameters = parameters,
            FoldedNorm = new FoldedNorm(node.Name, node.Operator is BatchNorm norm ? norm.Epsilon : 0f, node.Parameters, convolution.HasBias),
        });
        return true;
    });
}
