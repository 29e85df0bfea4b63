using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Activations;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>A batch norm that is a layer of its own, with the activation after it. Made by passes.</summary>
internal sealed record FusedBatchNorm(BatchNorm Norm, Activation? Activation) : Operator
{
    public override string Describe() => Norm.Describe() + (Activation is null ? "" : ", " + Activation.Describe());

    /// <summary>In training graphs only where it is frozen: running averages are constants, so that it is a factor and a summand for each channel.</summary>
    public override void Differentiate(GradientBuilder gradients, int node, int dOutput)
    {
        Node layer = gradients[node];
        if (!gradients.Wants(layer.Inputs[0]))
        {
            return;
        }

        if (Activation is not null)
        {
            dOutput = gradients.Add(layer.Name + " activation gradient", new ActivationGradient(Activation), layer.Shape, node, dOutput);
        }

        gradients.SendToInput(node, new FrozenBatchNormGradient(Norm, layer.Name, layer.Parameters), dOutput);
    }
}

/// <summary>dIn = γ/√(σ² + ε) · dOut with running averages. Reads (dOut).</summary>
/// <param name="Norm">The batch norm.</param>
/// <param name="Layer">Its layer.</param>
/// <param name="Tensors">Its tensors.</param>
internal sealed record FrozenBatchNormGradient(BatchNorm Norm, string Layer, EquatableArray<ParameterSpec> Tensors) : Operator
{
    public override string Describe() => "BatchNorm, gradient of input with running averages";
}
