using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>
/// x where positive, else weight[c]·x, with a slope for each channel that is trained. Its layer is no <see cref="Activation"/>, which has no weights.
/// </summary>
/// <param name="Slope">Every weight at first.</param>
internal sealed record PRelu(float Slope) : Operator
{
    public static readonly LayerDefinition Definition = new("PRelu", "prelu", Read);

    public override EquatableArray<ParameterSpec> Parameters(string name, EquatableArray<TensorShape> inputs) =>
        [new ParameterSpec($"{name}.weight", [inputs[0].Channels], 1, ParameterRole.Scale) { Initial = Slope }];

    public override string Describe() => "PRelu";

    /// <summary>The input is kept: a slope may become negative, and the output then does not tell on which side the input was.</summary>
    public override void Differentiate(GradientBuilder gradients, int node, int dOutput)
    {
        Node layer = gradients[node];
        int input = layer.Inputs[0];
        int gradient = gradients.Add(layer.Name + " backward", new PReluGradient(layer.Parameters[0]), layer.Shape, input, dOutput);
        if (gradients.Wants(input))
        {
            gradients.Send(input, gradient);
        }
    }

    private static Operator? Read(LayerReader layer)
    {
        float slope = layer.Finite("slope", "slope");
        return layer.IsWrong || layer.Input is null ? null : new PRelu(slope);
    }
}

/// <summary>
/// dIn = dOut where the input is positive, else weight[c]·dOut; dWeight[c] += Σ in·dOut over the pixels where it is not, which goes to the gradient. Reads (in,
/// dOut).
/// </summary>
internal sealed record PReluGradient(ParameterSpec Weight) : Operator, IParameterGradient
{
    public override string Describe() => "gradient of PRelu and its slopes";
}
