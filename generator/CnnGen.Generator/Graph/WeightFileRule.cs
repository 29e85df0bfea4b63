using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Graph;

/// <summary>The tensors of a network and those of the file that the project names for it: the same names and shapes, as loading wants them.</summary>
internal static class WeightFileRule
{
    // Of surplus tensors that belong to no layer this many are named: a file of another network has hundreds.
    private const int MostNamed = 4;

    // PyTorch counts batches, which nothing here reads.
    private const string Ignored = "num_batches_tracked";

    private static readonly string[] s_readTypes = ["F32", "F16", "BF16", "F64"];

    /// <summary>Reports what is missing, surplus or of another shape.</summary>
    /// <param name="graph">A graph that is all right.</param>
    /// <param name="file">What the file holds.</param>
    /// <param name="layerOf">The layer that declares a node, or −1.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Report(NetworkGraph graph, WeightFileSpec file, Func<int, int> layerOf, List<Problem> problems)
    {
        if (file.Fault is { } fault)
        {
            problems.Add(new Problem(DiagnosticIds.WeightFileUnreadable, Problem.WholeNetwork, null, [file.File, fault]));
            return;
        }

        Dictionary<string, WeightFileTensor> held = file.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        Dictionary<string, (int Node, ParameterSpec Parameter)> wanted = Wanted(graph);
        foreach ((int node, ParameterSpec parameter) in wanted.Values)
        {
            string layer = graph.Nodes[node].Name;
            string shape = Text(parameter.Shape.Select(size => (long)size));
            if (!held.TryGetValue(parameter.Name, out WeightFileTensor? tensor))
            {
                string? nearest = NearestName.Find(parameter.Name, held.Keys.Where(name => !wanted.ContainsKey(name)));
                string hint = nearest is null ? "" : $"; it has {Text(held[nearest])}";
                problems.Add(new Problem(DiagnosticIds.TensorMissing, layerOf(node), null, [layer, parameter.Name, shape, file.File, hint]));
            }
            else if (!tensor.Shape.SequenceEqual(parameter.Shape.Select(size => (long)size)))
            {
                problems.Add(
                    new Problem(DiagnosticIds.TensorShapeDiffers, layerOf(node), null, [layer, parameter.Name, shape, Text(tensor.Shape), file.File]));
            }
            else if (!s_readTypes.Contains(tensor.Type))
            {
                string actual = $"{Text(tensor.Shape)} of {DisplayName.Of(tensor.Type)}";
                EquatableArray<string> arguments = [layer, parameter.Name, shape + " of F32", actual, file.File];
                problems.Add(new Problem(DiagnosticIds.TensorShapeDiffers, layerOf(node), null, arguments));
            }
        }

        ReportSurplus(graph, file, wanted, layerOf, problems);
    }

    /// <summary>The tensors of the network by name; those that several layers share are the first one's.</summary>
    private static Dictionary<string, (int Node, ParameterSpec Parameter)> Wanted(NetworkGraph graph)
    {
        Dictionary<string, (int, ParameterSpec)> wanted = new(StringComparer.Ordinal);
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            foreach (ParameterSpec parameter in graph.Nodes[i].Parameters)
            {
                if (!wanted.ContainsKey(parameter.Name))
                {
                    wanted.Add(parameter.Name, (i, parameter));
                }
            }
        }

        return wanted;
    }

    /// <summary>What the network has no use for: at the layer whose name it bears, all the rest at once.</summary>
    private static void ReportSurplus(
        NetworkGraph graph,
        WeightFileSpec file,
        Dictionary<string, (int Node, ParameterSpec Parameter)> wanted,
        Func<int, int> layerOf,
        List<Problem> problems)
    {
        Dictionary<string, int> layers = new(StringComparer.Ordinal);
        foreach ((int node, ParameterSpec parameter) in wanted.Values)
        {
            layers[Prefix(parameter.Name)] = node;
        }

        List<WeightFileTensor> others = [];
        foreach (WeightFileTensor tensor in file.Tensors.Where(tensor => !wanted.ContainsKey(tensor.Name) && !IsIgnored(tensor.Name)))
        {
            if (layers.TryGetValue(Prefix(tensor.Name), out int node))
            {
                EquatableArray<string> arguments = [file.File, Text(tensor), $"{graph.Nodes[node].Name} has not"];
                problems.Add(new Problem(DiagnosticIds.TensorSurplus, layerOf(node), null, arguments));
            }
            else
            {
                others.Add(tensor);
            }
        }

        if (others.Count > 0)
        {
            string more = others.Count > MostNamed ? $" and {Numerals.Plain(others.Count - MostNamed)} more" : "";
            string names = string.Join(", ", others.Take(MostNamed).Select(Text)) + more;
            problems.Add(new Problem(DiagnosticIds.TensorSurplus, Problem.WholeNetwork, null, [file.File, names, "no layer of the network has"]));
        }
    }

    private static string Prefix(string name) => name.Substring(0, Math.Max(name.LastIndexOf('.'), 0));

    private static bool IsIgnored(string name) => name == Ignored || name.EndsWith("." + Ignored, StringComparison.Ordinal);

    private static string Text(WeightFileTensor tensor) => $"{DisplayName.Of(tensor.Name)} {Text(tensor.Shape)}";

    private static string Text(IEnumerable<long> shape) => $"[{string.Join(", ", shape.Select(size => Numerals.Plain(size)))}]";
}
