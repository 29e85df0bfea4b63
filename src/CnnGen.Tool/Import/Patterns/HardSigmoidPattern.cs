using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Patterns;

/// <summary>clip(x + 3, 0, 6)/6, as PyTorch wrote it before ONNX had a word for it.</summary>
internal sealed class HardSigmoidPattern : INodePattern
{
    public void Run(OnnxModel model)
    {
        PatternGraph graph = new(model);
        foreach (OnnxNode last in graph.Nodes.Where(node => node.Type is "Div" or "Mul"))
        {
            string? clipped = last.Type == "Div" ? graph.Beside(last, 6f) : graph.Beside(last, 1f / 6f);
            if (clipped is not null && Gate(graph, clipped) is var (x, nodes))
            {
                graph.Replace(last, "HardSigmoid", x, nodes, node => node.With("alpha", 1f / 6f).With("beta", 0.5f));
            }
        }

        graph.Apply();
    }

    /// <summary>clip(x + 3, 0, 6): x and its nodes; null where the value is something else.</summary>
    public static (string X, OnnxNode[] Nodes)? Gate(PatternGraph graph, string value)
    {
        if (graph.Maker(value, "Clip") is not { } clip || Bound(graph, clip, 1, "min") != 0f || Bound(graph, clip, 2, "max") != 6f)
        {
            return null;
        }

        OnnxNode? sum = graph.Maker(clip.Inputs[0], "Add");
        return graph.Beside(sum, 3f) is { } x ? (x, [clip, sum!]) : null;
    }

    private static float? Bound(PatternGraph graph, OnnxNode clip, int input, string attribute) =>
        clip.HasInput(input) ? graph.Number(clip.Inputs[input]) : clip.Has(attribute) ? clip.Real(attribute, 0) : null;
}
