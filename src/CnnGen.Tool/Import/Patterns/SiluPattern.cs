using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Patterns;

/// <summary>x · sigmoid(x).</summary>
internal sealed class SiluPattern : INodePattern
{
    public void Run(OnnxModel model)
    {
        PatternGraph graph = new(model);
        foreach (OnnxNode product in graph.Nodes.Where(node => node is { Type: "Mul", Inputs.Length: 2 }))
        {
            foreach ((string x, string gate) in new[] { (product.Inputs[0], product.Inputs[1]), (product.Inputs[1], product.Inputs[0]) })
            {
                if (graph.Maker(gate, "Sigmoid") is { } sigmoid && sigmoid.Inputs[0] == x)
                {
                    graph.Replace(product, "Silu", x, [sigmoid]);
                    break;
                }
            }
        }

        graph.Apply();
    }
}
