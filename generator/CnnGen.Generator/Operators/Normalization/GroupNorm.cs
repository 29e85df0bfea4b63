using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>Mean and variance of each group of channels.</summary>
internal sealed record GroupNorm(int Groups, float Epsilon, bool Affine) : ChannelGroupNorm(Epsilon, Affine)
{
    public static readonly LayerDefinition Definition = new("GroupNorm", "gn", Read);

    public override int GroupCount(int channels) => Groups;

    public override string Describe() => $"GroupNorm {Numerals.Plain(Groups)}" + EpsilonRule.Describe(Epsilon);

    private static Operator? Read(LayerReader layer)
    {
        int groups = layer.Size("groups", "number of groups");
        float epsilon = EpsilonRule.Read(layer);
        bool affine = layer.Flag("Affine", otherwise: true);
        if (layer.IsWrong || layer.Input is not { Shape.Channels: var channels })
        {
            return null;
        }

        if (channels % groups != 0)
        {
            string has = $"{Numerals.Plain(channels)} channel{(channels == 1 ? "" : "s")}";
            layer.Error(
                DiagnosticIds.GroupsDoNotDivide,
                "groups",
                layer.Name,
                Numerals.Plain(groups),
                has,
                $"{Numerals.Plain(NearestDivisor(channels, groups))} groups");
            return null;
        }

        return new GroupNorm(groups, epsilon, affine);
    }

    private static int NearestDivisor(int channels, int groups)
    {
        for (int distance = 1; ; distance++)
        {
            if (groups - distance >= 1 && channels % (groups - distance) == 0)
            {
                return groups - distance;
            }

            if (channels % (groups + distance) == 0)
            {
                return groups + distance;
            }
        }
    }
}
