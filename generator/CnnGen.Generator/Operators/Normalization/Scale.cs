using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>weight[c]·x, or weight[c]·x + bias[c].</summary>
/// <param name="Initial">Every weight at first.</param>
/// <param name="HasBias">Whether there are biases.</param>
internal sealed record Scale(float Initial, bool HasBias) : Operator
{
    public static readonly LayerDefinition Definition = new("Scale", "scale", Read);

    public override EquatableArray<ParameterSpec> Parameters(string name, EquatableArray<TensorShape> inputs)
    {
        ParameterSpec weight = new($"{name}.weight", [inputs[0].Channels], 1, ParameterRole.Scale) { Initial = Initial };
        return HasBias ? [weight, new ParameterSpec($"{name}.bias", [inputs[0].Channels], 1, ParameterRole.Shift)] : [weight];
    }

    public override string Describe() => HasBias ? "Scale, bias" : "Scale";

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput)
    {
        Node layer = gradients[node];
        int input = layer.Inputs[0];
        int gradient = gradients.Add(layer.Name + " backward", new ScaleGradient(layer.Parameters), layer.Shape, input, dOutput);
        if (gradients.Wants(input))
        {
            gradients.Send(input, gradient);
        }
    }

    private static Operator? Read(LayerReader layer)
    {
        float initial = layer.Finite("initial", "initial factor");
        bool hasBias = layer.Flag("Bias", otherwise: false);
        return layer.IsWrong || layer.Input is null ? null : new Scale(initial, hasBias);
    }
}

/// <summary>dIn = weight[c]·dOut; dWeight[c] += Σ in·dOut and dBias[c] += Σ dOut over the pixels, which go to the gradient. Reads (in, dOut).</summary>
internal sealed record ScaleGradient(EquatableArray<ParameterSpec> Tensors) : Operator, IParameterGradient
{
    public override string Describe() => "gradient of Scale and its factors";
}
