using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>Channels of groups, mixed: out[i·groups + g] = in[g·n + i].</summary>
internal sealed record ChannelShuffle(int Groups) : Rearrangement
{
    public static readonly LayerDefinition Definition = new("ChannelShuffle", "shuffle", Read);

    public override string Describe() => $"ChannelShuffle, {Numerals.Plain(Groups)} groups";

    public override MovedBox Box(TensorShape input)
    {
        int length = input.Channels / Groups;
        return new MovedBox(default, default, [
            new(input.Height, new(1, 0, 0), new(1, 0, 0)),
            new(input.Width, new(0, 1, 0), new(0, 1, 0)),
            new(length, new(0, 0, 1), new(0, 0, Groups)),
            new(Groups, new(0, 0, length), new(0, 0, 1)),
        ]);
    }

    private static Operator? Read(LayerReader layer)
    {
        int groups = layer.Size("groups", "groups");
        if (layer.IsWrong || layer.Input is not { Shape: var input })
        {
            return null;
        }

        if (input.Channels % groups != 0)
        {
            int nearest =
                Enumerable.Range(1, input.Channels).Where(divisor => input.Channels % divisor == 0).OrderBy(divisor => Math.Abs(divisor - groups)).First();
            layer.Error(
                DiagnosticIds.DoesNotDivide,
                "groups",
                layer.Name,
                $"{Numerals.Plain(groups)} groups",
                Numerals.Count(input.Channels, "channel"),
                $"{Numerals.Plain(nearest)} groups");
            return null;
        }

        return new ChannelShuffle(groups);
    }
}
