using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>(x − μ)/√(σ² + ε) · weight[c] + bias[c] with mean and variance of groups of neighbouring channels over all pixels of one image.</summary>
internal abstract record ChannelGroupNorm(float Epsilon, bool Affine) : Operator
{
    /// <summary>How many groups so many channels make.</summary>
    public abstract int GroupCount(int channels);

    public override EquatableArray<ParameterSpec> Parameters(string name, EquatableArray<TensorShape> inputs) =>
        Affine ? Tensors(name, inputs[0].Channels) : [];

    /// <summary>A weight and a bias for each channel, with PyTorch's names.</summary>
    public static EquatableArray<ParameterSpec> Tensors(string name, params int[] shape) =>
    [
        new ParameterSpec($"{name}.weight", shape.ToEquatableArray(), 1, ParameterRole.Scale),
        new ParameterSpec($"{name}.bias", shape.ToEquatableArray(), 1, ParameterRole.Shift),
    ];

    /// <summary>The input is kept, not the normalised values; the statistics are few and are computed again.</summary>
    public override void Differentiate(GradientBuilder gradients, int node, int dOutput)
    {
        Node layer = gradients[node];
        int input = layer.Inputs[0];
        int gradient = gradients.Add(layer.Name + " backward", new ChannelGroupNormGradient(this, layer.Parameters), layer.Shape, input, dOutput);
        if (gradients.Wants(input))
        {
            gradients.Send(input, gradient);
        }
    }
}

/// <summary>
/// dIn = (g − mean of g − x̂ · mean of g · x̂)/√(σ² + ε) with g = weight[c] · dOut and means over a group; dWeight[c] += Σ dOut · x̂ and dBias[c] += Σ dOut
/// over the pixels, which go to the gradient. Reads (in, dOut).
/// </summary>
internal sealed record ChannelGroupNormGradient(ChannelGroupNorm Norm, EquatableArray<ParameterSpec> Tensors) : Operator, IParameterGradient
{
    public override string Describe() => $"gradient of {Norm.Describe()}" + (Tensors.Count > 0 ? " and its weights" : "");
}
