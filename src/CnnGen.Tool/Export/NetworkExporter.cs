using CnnGen.Generator.Ir;
using CnnGen.Tool.FrontHalf;
using CnnGen.Tool.Onnx.Proto;

namespace CnnGen.Tool.Export;

/// <summary>From the graph of a network to a model of ONNX, with images as [image, channel, row, column].</summary>
internal static class NetworkExporter
{
    public const int OldestOperatorSet = 13;
    public const int NewestOperatorSet = 21;

    /// <param name="network">The network, as declared.</param>
    /// <param name="weights">Its tensors.</param>
    /// <param name="operatorSet">The version of ONNX's operators.</param>
    /// <exception cref="NotExportableException">ONNX has no operator for some layers; all of them are named.</exception>
    public static ModelProto Export(DeclaredNetwork network, SafetensorsFile weights, int operatorSet)
    {
        if (operatorSet is < OldestOperatorSet or > NewestOperatorSet)
        {
            throw new NotExportableException($"Operators of version {operatorSet} are not written; {OldestOperatorSet} to {NewestOperatorSet} are.");
        }

        NetworkGraph graph = network.Graph!;
        bool[] isNeeded = graph.Needed(graph.Outputs.Select(output => output.Value));
        int[] needed = [.. Enumerable.Range(0, isNeeded.Length).Where(i => isNeeded[i] || graph.Nodes[i].Operator is InputOperator)];
        string[] missing =
        [
            .. needed.Select(i => graph.Nodes[i])
                .Where(node => node.Operator is not InputOperator && !LayerWriters.All.ContainsKey(node.Operator.GetType()))
                .Select(node => $"{node.Name} ({node.Operator.Describe()})"),
        ];
        if (missing.Length > 0)
        {
            throw new NotExportableException($"No operator of ONNX is known for {string.Join(", ", missing)}.");
        }

        string[] absent = [.. needed
            .SelectMany(i => graph.Nodes[i].Parameters)
            .Select(parameter => parameter.Name)
            .Where(name => weights.Tensors.All(tensor => tensor.Name != name))];
        if (absent.Length > 0)
        {
            throw new NotExportableException(
                $"The file of weights lacks {absent.Length} tensors of {network.Name}: {string.Join(", ", absent.Take(4))}{(absent.Length > 4 ? ", …" : "")}.");
        }

        ModelWriter model = new(network.Name, operatorSet);
        ExportedValue?[] values = new ExportedValue?[graph.Nodes.Count];
        foreach (int i in needed)
        {
            Node node = graph.Nodes[i];
            values[i] = node.Operator is InputOperator
                ? Input(model, node)
                : LayerWriters.All[node.Operator.GetType()].Write(new LayerContext(model, node, [.. node.Inputs.Select(input => values[input]!)], weights));
        }

        foreach (NetworkOutput output in graph.Outputs)
        {
            ExportedValue value = values[output.Value]!;
            model.Output(value.Name, output.Name, value.Sizes);
        }

        return model.Finish("CnnGen");
    }

    private static ExportedValue Input(ModelWriter model, Node node)
    {
        // A network of vectors has an input [image, values].
        bool isFlat = node.Shape.IsVector;
        ExportedValue value = new(node.Name, node.Shape, isFlat);
        model.Input(node.Name, value.Sizes);
        return value;
    }
}
