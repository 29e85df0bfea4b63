using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Lowering;

/// <summary>Every tensor of a network with its offset in the parameters: tensor after tensor, each at a multiple of 16.</summary>
internal sealed record ParameterLayout(EquatableArray<PlacedParameter> Tensors, int Length)
{
    public static ParameterLayout Of(NetworkGraph graph)
    {
        List<PlacedParameter> tensors = [];
        int offset = 0;
        foreach (Node node in graph.Nodes)
        {
            foreach (ParameterSpec parameter in node.Parameters)
            {
                tensors.Add(new PlacedParameter(parameter, offset));
                offset += (parameter.Length + 15) & ~15;
            }
        }

        return new ParameterLayout(tensors.ToEquatableArray(), offset);
    }

    public Dictionary<string, int> Offsets()
    {
        Dictionary<string, int> offsets = [];
        foreach (PlacedParameter tensor in Tensors)
        {
            offsets.Add(tensor.Parameter.Name, tensor.Offset);
        }

        return offsets;
    }
}

/// <summary>A tensor and where it begins.</summary>
internal sealed record PlacedParameter(ParameterSpec Parameter, int Offset);
