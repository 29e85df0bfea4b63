using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Patterns;

/// <summary>½·x·(1 + erf(x/√2)), whichever way its factors are grouped.</summary>
internal sealed class GeluPattern : INodePattern
{
    public void Run(OnnxModel model)
    {
        PatternGraph graph = new(model);
        foreach (OnnxNode last in graph.Nodes.Where(node => node.Type == "Mul"))
        {
            if (Find(graph, last) is var (x, nodes))
            {
                graph.Replace(last, "Gelu", x, nodes);
            }
        }

        graph.Apply();
    }

    private static (string X, OnnxNode[] Nodes)? Find(PatternGraph graph, OnnxNode last)
    {
        // (x · (1 + erf)) · ½
        if (graph.Beside(last, 0.5f) is { } inner && graph.Maker(inner, "Mul") is { Inputs.Length: 2 } product)
        {
            foreach ((string x, string sum) in Both(product))
            {
                if (Error(graph, sum) is var (read, nodes) && read == x)
                {
                    return (x, [.. nodes, product]);
                }
            }
        }

        if (last.Inputs.Length != 2)
        {
            return null;
        }

        foreach ((string left, string right) in Both(last))
        {
            // (½ · x) · (1 + erf)
            if (graph.Maker(left, "Mul") is { } half && graph.Beside(half, 0.5f) is { } x && Error(graph, right) is var (read, nodes) && read == x)
            {
                return (x, [.. nodes, half]);
            }

            // x · (½ · (1 + erf))
            if (graph.Maker(right, "Mul") is { } halved
                && graph.Beside(halved, 0.5f) is { } sum
                && Error(graph, sum) is var (argument, parts)
                && argument == left)
            {
                return (left, [.. parts, halved]);
            }
        }

        return null;
    }

    /// <summary>1 + erf(x/√2): x and its nodes.</summary>
    private static (string X, OnnxNode[] Nodes)? Error(PatternGraph graph, string value)
    {
        OnnxNode? sum = graph.Maker(value, "Add");
        if (graph.Beside(sum, 1f) is not { } inner || graph.Maker(inner, "Erf") is not { } error)
        {
            return null;
        }

        OnnxNode? scaled = graph.Maker(error.Inputs[0], "Div", "Mul");
        string? x = scaled?.Type == "Div" ? graph.Beside(scaled, MathF.Sqrt(2f)) : graph.Beside(scaled, 1f / MathF.Sqrt(2f));
        return x is null ? null : (x, [sum!, error, scaled!]);
    }

    private static (string Left, string Right)[] Both(OnnxNode node) => [(node.Inputs[0], node.Inputs[1]), (node.Inputs[1], node.Inputs[0])];
}
