using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>(x − μ)/√(σ² + ε) · weight[c] + bias[c] with mean and variance of the channels of each pixel.</summary>
internal sealed record LayerNorm(float Epsilon, bool Affine) : Operator
{
    public static readonly LayerDefinition Definition = new("LayerNorm", "ln", Read);

    private const int Image = 1;

    public override EquatableArray<ParameterSpec> Parameters(string name, EquatableArray<TensorShape> inputs) =>
        Affine ? ChannelGroupNorm.Tensors(name, inputs[0].Channels) : [];

    public override string Describe() => "LayerNorm" + EpsilonRule.Describe(Epsilon);

    /// <summary>The input is kept: mean and deviation are computed again, which takes as long as reading the normalised values would.</summary>
    public override void Differentiate(GradientBuilder gradients, int node, int dOutput)
    {
        Node layer = gradients[node];
        int input = layer.Inputs[0];
        int gradient = gradients.Add(layer.Name + " backward", new LayerNormGradient(this, layer.Parameters), layer.Shape, input, dOutput);
        if (gradients.Wants(input))
        {
            gradients.Send(input, gradient);
        }
    }

    private static Operator? Read(LayerReader layer)
    {
        float epsilon = EpsilonRule.Read(layer);
        bool affine = layer.Flag("Affine", otherwise: true);
        bool isOverImage = layer.Integer("Over") == Image;
        if (layer.IsWrong || layer.Input is not { Shape: var input })
        {
            return null;
        }

        return isOverImage && !input.IsVector ? new ImageLayerNorm(epsilon, affine) : new LayerNorm(epsilon, affine);
    }
}

/// <summary>
/// dIn = (g − mean of g − x̂ · mean of g · x̂)/√(σ² + ε) with g = weight[c] · dOut and means over the channels of a pixel; dWeight[c] += Σ dOut · x̂ and
/// dBias[c] += Σ dOut over the pixels, which go to the gradient. Reads (in, dOut).
/// </summary>
internal sealed record LayerNormGradient(LayerNorm Norm, EquatableArray<ParameterSpec> Tensors) : Operator, IParameterGradient
{
    public override string Describe() => "gradient of LayerNorm" + (Norm.Affine ? " and its weights" : "");
}
