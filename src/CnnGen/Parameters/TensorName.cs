using System.IO.Enumeration;

namespace CnnGen;

/// <summary>Patterns of tensor names.</summary>
internal static class TensorName
{
    private const int MostNamed = 6;

    /// <summary>Whether a pattern is the tensor's name or that of its layer.</summary>
    /// <param name="name"><c>layer1.0.conv1.weight</c>.</param>
    /// <param name="pattern">A name in which <c>*</c> stands for any text and <c>?</c> for one character.</param>
    public static bool Matches(string name, string pattern)
    {
        int layer = name.LastIndexOf('.');
        return FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false)
            || (layer > 0 && FileSystemName.MatchesSimpleExpression(pattern, name.AsSpan(0, layer), ignoreCase: false));
    }

    /// <summary>The exception for a pattern that no tensor has.</summary>
    public static ArgumentException Unknown(NetworkInfo info, string pattern, string parameter)
    {
        List<string> names = [];
        for (int i = 0; i < Math.Min(MostNamed, info.Parameters.Count); i++)
        {
            names.Add(info.Parameters[i].Name);
        }

        string more = info.Parameters.Count > MostNamed ? $" and {info.Parameters.Count - MostNamed} more" : "";
        return new ArgumentException($"{info.Name} has no tensor \"{pattern}\"; it has {string.Join(", ", names)}{more}.", parameter);
    }
}
