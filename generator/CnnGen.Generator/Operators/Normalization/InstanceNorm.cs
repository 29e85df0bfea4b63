using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>Mean and variance of each channel.</summary>
internal sealed record InstanceNorm(float Epsilon, bool Affine) : ChannelGroupNorm(Epsilon, Affine)
{
    public static readonly LayerDefinition Definition = new("InstanceNorm", "in", Read);

    public override int GroupCount(int channels) => channels;

    public override string Describe() => "InstanceNorm" + EpsilonRule.Describe(Epsilon);

    private static Operator? Read(LayerReader layer)
    {
        float epsilon = EpsilonRule.Read(layer);
        bool affine = layer.Flag("Affine", otherwise: true);
        return layer.IsWrong || layer.Input is null ? null : new InstanceNorm(epsilon, affine);
    }
}
