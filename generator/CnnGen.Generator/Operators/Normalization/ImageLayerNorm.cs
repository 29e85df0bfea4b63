using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>Mean and variance of all values of an image, a weight and a bias for each of them.</summary>
internal sealed record ImageLayerNorm(float Epsilon, bool Affine) : ChannelGroupNorm(Epsilon, Affine)
{
    public override int GroupCount(int channels) => 1;

    /// <summary>As PyTorch's <c>LayerNorm([c, h, w])</c>.</summary>
    public override EquatableArray<ParameterSpec> Parameters(string name, EquatableArray<TensorShape> inputs) =>
        Affine ? Tensors(name, inputs[0].Channels, inputs[0].Height, inputs[0].Width) : [];

    public override string Describe() => "LayerNorm over the image" + EpsilonRule.Describe(Epsilon);
}

/// <summary>weight[c, h, w] · in[h, w, c] + bias[c, h, w]: the second part of an <see cref="ImageLayerNorm"/>, of which a pass makes two nodes.</summary>
internal sealed record ElementAffine : Operator
{
    public override string Describe() => "a weight and a bias for each value";

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput)
    {
        Node layer = gradients[node];
        int input = layer.Inputs[0];
        int gradient = gradients.Add(layer.Name + " weight gradient", new ElementAffineGradient(layer.Parameters), layer.Shape, input, dOutput);
        gradients.Send(input, gradient);
    }
}

/// <summary>dIn = weight · dOut; dWeight += in · dOut and dBias += dOut, which go to the gradient. Reads (in, dOut).</summary>
internal sealed record ElementAffineGradient(EquatableArray<ParameterSpec> Tensors) : Operator, IParameterGradient
{
    public override string Describe() => "gradient of a weight and a bias for each value";
}
