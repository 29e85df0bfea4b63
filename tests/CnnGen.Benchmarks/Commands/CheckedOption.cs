using System.CommandLine;
using System.Globalization;

namespace CnnGen.Benchmarks.Commands;

/// <summary>Options whose value is checked when the command line is read.</summary>
internal static class CheckedOption
{
    /// <summary>Words, separated by commas.</summary>
    public static Option<string[]?> Words(string name, string description) =>
        Of<string[]?>(
            name,
            "A,…",
            description,
            text => Parts(text) is { } parts && !parts.Contains("") ? parts : null,
            "words, separated by commas, are needed");

    /// <summary>Positive whole numbers, separated by commas.</summary>
    public static Option<int[]?> Counts(string name, string description) => Of<int[]?>(
        name,
        "N,…",
        description,
        text => Array.ConvertAll(Parts(text), Whole) is { } counts && !counts.Contains(null) ? [.. counts.OfType<int>()] : null,
        "whole numbers above 0, separated by commas, are needed");

    /// <summary>A positive whole number.</summary>
    public static Option<int?> Count(string name, string description) => Of(name, "N", description, Whole, "one whole number above 0 is needed");

    /// <summary>A positive number.</summary>
    public static Option<double?> Number(string name, string description) => Of<double?>(
        name,
        "N",
        description,
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && double.IsFinite(value) ? value : null,
        "a number above 0 is needed");

    /// <summary>The list that a command line gives; null where it has none, which the parser would take for an empty one.</summary>
    public static T[]? ListOf<T>(this ParseResult line, Option<T[]?> option) => line.GetResult(option) is null ? null : line.GetValue(option);

    private static Option<T> Of<T>(string name, string shape, string description, Func<string, T> read, string needed) => new(name)
    {
        Description = description,
        HelpName = shape,
        CustomParser = argument =>
        {
            string text = argument.Tokens.Single().Value;
            T value = read(text);
            if (value is null)
            {
                argument.AddError($"{name} {text}: {needed}.");
            }

            return value;
        },
    };

    private static string[] Parts(string text) => text.Split(',', StringSplitOptions.TrimEntries);

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0 ? value : null;
}
