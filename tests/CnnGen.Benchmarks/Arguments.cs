using System.Globalization;

namespace CnnGen.Benchmarks;

/// <summary>A command line of words followed by options with one value each.</summary>
internal sealed class Arguments
{
    private const string Prefix = "--";

    private readonly Dictionary<string, string> _options = [];

    /// <summary>Reads a command line.</summary>
    /// <param name="arguments">The words and options.</param>
    /// <param name="known">The options that exist, without dashes.</param>
    /// <exception cref="BenchmarkException">An option is unknown or has no value.</exception>
    public Arguments(IReadOnlyList<string> arguments, params ReadOnlySpan<string> known)
    {
        List<string> words = [];
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (!argument.StartsWith(Prefix, StringComparison.Ordinal))
            {
                words.Add(argument);
                continue;
            }

            string name = argument[Prefix.Length..];
            if (!known.Contains(name))
            {
                throw new BenchmarkException($"{argument} is no option; there are: {Prefix}{string.Join($", {Prefix}", known.ToArray())}.");
            }

            if (i + 1 == arguments.Count)
            {
                throw new BenchmarkException($"{argument} needs a value.");
            }

            _options[name] = arguments[++i];
        }

        Words = [.. words];
    }

    /// <summary>What is no option: the command.</summary>
    public string[] Words { get; }

    /// <summary>The value of an option.</summary>
    public string? Text(string name) => _options.GetValueOrDefault(name);

    /// <summary>The value of an option that is a positive number.</summary>
    public double Number(string name, double fallback) =>
        Text(name) is not string text ? fallback
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && double.IsFinite(value) ? value
        : throw new BenchmarkException($"{Prefix}{name} {text}: a number above 0 is needed.");

    /// <summary>The value of an option that is a positive whole number.</summary>
    public int Count(string name, int fallback) => Counts(name, fallback) is [int count]
        ? count
        : throw new BenchmarkException($"{Prefix}{name} {Text(name)}: one whole number above 0 is needed.");

    /// <summary>The value of an option that is a list of positive whole numbers, separated by commas.</summary>
    public int[] Counts(string name, params int[] fallback) => List(name) is not string[] parts ? fallback : Array.ConvertAll(parts, part =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0
            ? value
            : throw new BenchmarkException($"{Prefix}{name} {Text(name)}: whole numbers above 0 are needed."));

    /// <summary>The value of an option that is a list, separated by commas; null where it is not given.</summary>
    public string[]? List(string name) => Text(name)?.Split(',', StringSplitOptions.TrimEntries);
}
