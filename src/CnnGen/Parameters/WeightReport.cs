using System.Text;

namespace CnnGen;

/// <summary>What became of the tensors of a file and of a network when one took a part of the other.</summary>
public sealed class WeightReport
{
    private const int MostNamed = 4;
    private const string IgnoredTensor = "num_batches_tracked";

    private WeightReport()
    {
    }

    /// <summary>The network's tensors that have the file's values now.</summary>
    public IReadOnlyList<string> Taken { get; private init; } = [];

    /// <summary>The network's tensors, of those that were wanted, that the file does not have.</summary>
    public IReadOnlyList<string> Missing { get; private init; } = [];

    /// <summary>The file's tensors that were not taken.</summary>
    public IReadOnlyList<string> LeftOver { get; private init; } = [];

    /// <summary>The network's tensors that have another shape in the file, with both: <c>fc.weight [10, 512], in the file [1000, 512]</c>.</summary>
    public IReadOnlyList<string> OtherShapes { get; private init; } = [];

    internal IReadOnlyList<(ParameterTensor Parameter, SafetensorsTensor Tensor)> Pairs { get; private init; } = [];

    /// <summary>Counts, and the first names: <c>98 taken; 2 missing: fc.weight, fc.bias</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Taken.Count} taken");
        Append(text, "missing", Missing);
        Append(text, "left over", LeftOver);
        Append(text, "of another shape", OtherShapes);
        return text.ToString();
    }

    /// <exception cref="WeightFileException">A tensor has another shape and may not, is no array of real numbers, or none fits.</exception>
    internal static WeightReport Of(NetworkInfo info, SafetensorsFile file, WeightSelection selection, string name)
    {
        var tensors = new Dictionary<string, SafetensorsTensor>();
        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            tensors.Add(tensor.Name, tensor);
        }

        var pairs = new List<(ParameterTensor, SafetensorsTensor)>();
        var missing = new List<string>();
        var other = new List<string>();
        var used = new HashSet<string>();
        foreach (ParameterTensor parameter in info.Parameters)
        {
            if (!parameter.Name.StartsWith(selection.Prefix, StringComparison.Ordinal))
            {
                continue;
            }

            string wanted = selection.FilePrefix + parameter.Name[selection.Prefix.Length..];
            if (!tensors.TryGetValue(wanted, out SafetensorsTensor? tensor))
            {
                missing.Add(parameter.Name);
            }
            else if (!SafetensorsType.IsFloat(tensor.Type))
            {
                throw new WeightFileException($"{name}: {ShapeText.Name(wanted)} has elements of type {tensor.Type} instead of {SafetensorsType.Float32}.");
            }
            else if (!SameShape(parameter.Shape, tensor.Shape))
            {
                other.Add($"{parameter.Name} {ShapeText.Of(parameter.Shape)}, in the file {ShapeText.Of(tensor.Shape)}");
            }
            else
            {
                pairs.Add((parameter, tensor));
                used.Add(wanted);
            }
        }

        var report = new WeightReport
        {
            Pairs = pairs,
            Taken = pairs.ConvertAll(pair => pair.Item1.Name),
            Missing = missing,
            OtherShapes = other,
            LeftOver = [.. LeftOverNames(file, used)],
        };
        return other.Count > 0 && !selection.SkipsOtherShapes ? throw new WeightFileException($"{name}: not weights of {info.Name}: {report}.")
            : pairs.Count == 0 ? throw new WeightFileException($"{name}: no tensor is one of {info.Name}: {report}.")
            : report;
    }

    private static IEnumerable<string> LeftOverNames(SafetensorsFile file, HashSet<string> used)
    {
        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            if (!used.Contains(tensor.Name) && tensor.Name != IgnoredTensor && !tensor.Name.EndsWith("." + IgnoredTensor, StringComparison.Ordinal))
            {
                yield return tensor.Name;
            }
        }
    }

    private static bool SameShape(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        bool same = a.Count == b.Count;
        for (int axis = 0; same && axis < a.Count; axis++)
        {
            same = a[axis] == b[axis];
        }

        return same;
    }

    private static void Append(StringBuilder text, string kind, IReadOnlyList<string> names)
    {
        for (int i = 0; i < Math.Min(names.Count, MostNamed); i++)
        {
            text.Append(i == 0 ? $"; {names.Count} {kind}: " : ", ").Append(ShapeText.Name(names[i]));
        }

        text.Append(names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");
    }
}
