using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Networks.CommandLine;

/// <summary>What several commands take.</summary>
internal static class Arguments
{
    /// <summary>The name of one network.</summary>
    public static Argument<string> Network() => new("name") { Description = "The network; list shows their names." };

    /// <summary>A safetensors file with the network's tensors.</summary>
    public static Option<FileInfo?> Weights() => new("--weights") { Description = "Weights, as safetensors with PyTorch's names." };

    /// <summary>A file that receives figures.</summary>
    public static Option<FileInfo?> Json() => new("--json") { Description = "Writes the same as JSON." };

    /// <summary>A number within limits.</summary>
    public static Option<T> Number<T>(string name, T least, T most, T otherwise, string description)
        where T : struct, IComparable<T>, IParsable<T>, IFormattable
    {
        Option<T> option = new(name) { Description = description, DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            // What is no number at all is reported by the parser.
            if (result.Tokens.Count == 1 && T.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out T value)
                && !(value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0))
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it can be {least} to {most}."));
            }
        });
        return option;
    }
}
