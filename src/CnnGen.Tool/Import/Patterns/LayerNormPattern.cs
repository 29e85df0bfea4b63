using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Patterns;

/// <summary>(x − mean(x))/√(mean((x − mean(x))²) + ε) · w + b over the last axis, as exporters wrote it before version 17.</summary>
internal sealed class LayerNormPattern : INodePattern
{
    public void Run(OnnxModel model)
    {
        PatternGraph graph = new(model);
        ILookup<string, OnnxNode> readers =
            model.Nodes.SelectMany(node => node.Inputs.Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node);
        foreach (OnnxNode quotient in graph.Nodes.Where(node => node is { Type: "Div", Inputs.Length: 2 }))
        {
            if (Normalised(graph, quotient) is var (x, epsilon, nodes)
                && Affine(model, readers, quotient, "Mul") is var (product, weight)
                && Affine(model, readers, product, "Add") is var (sum, bias))
            {
                graph.Replace(
                    sum,
                    "LayerNormalization",
                    [x, weight, bias],
                    [.. nodes, quotient, product],
                    node => node.With("axis", -1L).With("epsilon", epsilon));
            }
        }

        graph.Apply();
    }

    private static (string X, float Epsilon, OnnxNode[] Nodes)? Normalised(PatternGraph graph, OnnxNode quotient)
    {
        OnnxNode? root = graph.Maker(quotient.Inputs[1], "Sqrt");
        OnnxNode? sum = root is null ? null : graph.Maker(root.Inputs[0], "Add");
        if (sum is not { Inputs.Length: 2 } || graph.Number(sum.Inputs[1]) is not { } epsilon
            || graph.Maker(sum.Inputs[0], "ReduceMean") is not { } variance
            || graph.Maker(variance.Inputs[0], "Pow") is not { } square
            || graph.Beside(square, 2f) is not { } centered
            || centered != quotient.Inputs[0]
            || graph.Maker(centered, "Sub") is not { Inputs.Length: 2 } difference
            || graph.Maker(difference.Inputs[1], "ReduceMean") is not { } mean
            || mean.Inputs[0] != difference.Inputs[0]
            || mean.Integers("axes") is not [-1]
            || variance.Integers("axes") is not [-1])
        {
            return null;
        }

        return (difference.Inputs[0], epsilon, [root!, sum, variance, square, difference, mean]);
    }

    /// <summary>The only reader of a node's output, if it joins it with a constant.</summary>
    private static (OnnxNode Node, string Constant)? Affine(OnnxModel model, ILookup<string, OnnxNode> readers, OnnxNode node, string type)
    {
        OnnxNode[] next = [.. readers[node.Outputs[0]]];
        if (next is not [{ Inputs.Length: 2 } reader] || reader.Type != type)
        {
            return null;
        }

        string other = reader.Inputs[0] == node.Outputs[0] ? reader.Inputs[1] : reader.Inputs[0];
        return model.Constants.ContainsKey(other) ? (reader, other) : null;
    }
}
