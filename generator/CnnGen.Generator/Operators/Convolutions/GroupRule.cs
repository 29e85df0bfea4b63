using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Convolutions;

/// <summary>Reads the groups of a convolution: they divide its input channels and its filters.</summary>
internal static class GroupRule
{
    private const string Groups = "Groups";

    /// <summary>The groups, 1 where they are not given or wrong.</summary>
    public static int Read(LayerReader layer, int filters)
    {
        if (!layer.Has(Groups))
        {
            return 1;
        }

        int groups = layer.Size(Groups, "number of groups");
        int channels = layer.Input?.Shape.Channels ?? 0;
        if (layer.IsWrong || (channels % groups == 0 && filters % groups == 0))
        {
            return groups;
        }

        string has = channels == 0 ? Count(filters, "filter") : $"{Count(channels, "input channel")} and {Count(filters, "filter")}";
        layer.Error(DiagnosticIds.GroupsDoNotDivide, Groups, layer.Name, Numerals.Plain(groups), has, Repair(groups, channels, filters));
        return 1;
    }

    /// <summary>The nearest number of groups that divides both; where only the filters are wrong, the nearest number of filters as well.</summary>
    private static string Repair(int groups, int channels, int filters)
    {
        int nearest = 1;
        for (int candidate = 2; candidate <= filters && Math.Abs(candidate - groups) <= Math.Abs(nearest - groups); candidate++)
        {
            bool divides = channels % candidate == 0 && filters % candidate == 0;
            nearest = divides && Math.Abs(candidate - groups) < Math.Abs(nearest - groups) ? candidate : nearest;
        }

        string repair = $"Groups = {Numerals.Plain(nearest)}";
        return channels % groups == 0 ? $"{repair}, or {Numerals.Plain(NearestMultiple(filters, groups))} filters" : repair;
    }

    private static int NearestMultiple(int value, int unit)
    {
        int below = value / unit * unit;
        return below > 0 && value - below <= unit / 2 ? below : below + unit;
    }

    private static string Count(int count, string what) => $"{Numerals.Plain(count)} {what}{(count == 1 ? "" : "s")}";
}
