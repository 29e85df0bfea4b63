using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>A batch norm in training, with the activation after it. Reads (in, its <see cref="BatchStatistics"/>).</summary>
internal sealed record BatchNormalization(BatchNorm Norm, Activation? Activation) : Operator
{
    public override string Describe() => Norm.Describe() + (Activation is null ? "" : ", " + Activation.Describe());

    /// <summary>
    /// The input is kept, not the normalised values, which are as quickly computed as read. The derivative of an activation comes from the output, which the
    /// next layer keeps anyway.
    /// </summary>
    public override void Differentiate(GradientBuilder gradients, int node, int dOutput)
    {
        Node layer = gradients[node];
        int input = layer.Inputs[0];
        int[] reads = Activation is null ? [input, layer.Inputs[1], dOutput] : [input, layer.Inputs[1], dOutput, node];
        int sums = gradients.Add(layer.Name + " weight gradient", new BatchNormWeightGradient(Activation, layer.Parameters), TensorShape.Vector(0), reads);
        if (gradients.Wants(input))
        {
            gradients.Send(input, gradients.Add(layer.Name + " input gradient", new BatchNormInputGradient(Activation), layer.Shape, [sums, .. reads]));
        }
    }
}
