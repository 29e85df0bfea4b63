using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Program;

/// <summary>
/// Every tensor of a network, in the order of the layers, each once, with its offset in the parameters: the trainable ones first, then running statistics and
/// what is frozen, so that gradients and optimizers know nothing of these. Each is at a multiple of 16.
/// </summary>
internal sealed record ParameterLayout(EquatableArray<PlacedParameter> Tensors, int Length)
{
    public static ParameterLayout Of(NetworkGraph graph)
    {
        ParameterSpec[] parameters = [.. graph.Nodes.SelectMany(node => node.Parameters).GroupBy(parameter => parameter.Name).Select(uses => uses.First())];
        int trainable = 0;
        int statistics = parameters.Where(parameter => parameter.IsTrainable).Sum(Room);
        List<PlacedParameter> tensors = [];
        foreach (ParameterSpec parameter in parameters)
        {
            ref int offset = ref parameter.IsTrainable ? ref trainable : ref statistics;
            tensors.Add(new PlacedParameter(parameter, offset));
            offset += Room(parameter);
        }

        return new ParameterLayout(tensors.ToEquatableArray(), statistics);
    }

    private static int Room(ParameterSpec parameter) => (parameter.Length + 15) & ~15;

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
