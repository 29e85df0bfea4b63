using CnnGen.Samples;

namespace Networks.Classification;

/// <summary>What the outputs of a network are called: the lines of a text file, or their numbers.</summary>
internal sealed class ClassNames
{
    private readonly string[]? _names;

    private ClassNames(string[]? names) => _names = names;

    public string this[int index] => _names is null ? $"class {index}" : _names[index];

    /// <summary>Reads one name a line.</summary>
    /// <exception cref="UserErrorException">There are not as many as classes.</exception>
    public static ClassNames Read(string? file, int classes)
    {
        if (file is null)
        {
            return new ClassNames(null);
        }

        string[] names = File.ReadAllLines(file);
        return names.Length == classes
            ? new ClassNames(names)
            : throw new UserErrorException($"{file}: has {names.Length} lines; the network has {classes} classes.");
    }
}
