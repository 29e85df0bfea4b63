using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Patterns;

/// <summary>x · hardsigmoid(x), with the operator or as x · clip(x + 3, 0, 6)/6.</summary>
internal sealed class HardSwishPattern : INodePattern
{
    public void Run(OnnxModel model)
    {
        PatternGraph graph = new(model);
        foreach (OnnxNode last in graph.Nodes.Where(node => node.Type is "Div" or "Mul"))
        {
            if (Find(graph, last) is var (x, nodes))
            {
                graph.Replace(last, "HardSwish", x, nodes);
            }
        }

        graph.Apply();
    }

    private static (string X, OnnxNode[] Nodes)? Find(PatternGraph graph, OnnxNode last)
    {
        // (x · clip(x + 3)) / 6
        string? scaled = last.Type == "Div" ? graph.Beside(last, 6f) : graph.Beside(last, 1f / 6f);
        if (scaled is not null && graph.Maker(scaled, "Mul") is { Inputs.Length: 2 } product)
        {
            foreach ((string x, string gate) in Both(product))
            {
                if (HardSigmoidPattern.Gate(graph, gate) is var (read, nodes) && read == x)
                {
                    return (x, [.. nodes, product]);
                }
            }
        }

        if (last.Type != "Mul" || last.Inputs.Length != 2)
        {
            return null;
        }

        foreach ((string x, string gate) in Both(last))
        {
            // x · hardsigmoid(x)
            if (graph.Maker(gate, "HardSigmoid") is { } sigmoid && sigmoid.Inputs[0] == x
                && MathF.Abs(sigmoid.Real("alpha", 0.2f) - (1f / 6f)) < 1e-3f && sigmoid.Real("beta", 0.5f) == 0.5f)
            {
                return (x, [sigmoid]);
            }

            // x · (clip(x + 3) / 6)
            OnnxNode? quotient = graph.Maker(gate, "Div", "Mul");
            string? clipped = quotient?.Type == "Div" ? graph.Beside(quotient, 6f) : graph.Beside(quotient, 1f / 6f);
            if (clipped is not null && HardSigmoidPattern.Gate(graph, clipped) is var (read, nodes) && read == x)
            {
                return (x, [.. nodes, quotient!]);
            }
        }

        return null;
    }

    private static (string X, string Gate)[] Both(OnnxNode node) => [(node.Inputs[0], node.Inputs[1]), (node.Inputs[1], node.Inputs[0])];
}
