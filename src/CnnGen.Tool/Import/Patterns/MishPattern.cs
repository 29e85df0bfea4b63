using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Patterns;

/// <summary>x · tanh(softplus(x)).</summary>
internal sealed class MishPattern : INodePattern
{
    public void Run(OnnxModel model)
    {
        PatternGraph graph = new(model);
        foreach (OnnxNode product in graph.Nodes.Where(node => node is { Type: "Mul", Inputs.Length: 2 }))
        {
            foreach ((string x, string gate) in new[] { (product.Inputs[0], product.Inputs[1]), (product.Inputs[1], product.Inputs[0]) })
            {
                if (graph.Maker(gate, "Tanh") is { } tanh && graph.Maker(tanh.Inputs[0], "Softplus") is { } softplus && softplus.Inputs[0] == x)
                {
                    graph.Replace(product, "Mish", x, [tanh, softplus]);
                    break;
                }
            }
        }

        graph.Apply();
    }
}
