namespace CnnGen.Tool.Import;

/// <summary>A model as layers of the language.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Layers">In the order of the declaration, the input first; each has its name.</param>
/// <param name="Inputs">The model's inputs.</param>
/// <param name="Outputs">The network's outputs as the model's arrays.</param>
/// <param name="OutputNames">What the model calls them.</param>
/// <param name="Loss">The loss, which is the last of the layers then.</param>
internal sealed record ImportedNetwork(
    string Name,
    IReadOnlyList<Layer> Layers,
    IReadOnlyList<ImportedInput> Inputs,
    IReadOnlyList<Value> Outputs,
    IReadOnlyList<string> OutputNames,
    ImportedLoss? Loss = null)
{
    /// <summary>Where each number of the model's first input stands in the network's.</summary>
    public Value Input => Inputs[0].Value;

    /// <summary>The shape of the model's first input.</summary>
    public IReadOnlyList<int> InputShape => Inputs[0].Shape;

    /// <summary>Which of the network's outputs an output of the model is: two of the model's may be one of the network's in two shapes.</summary>
    public int PlaceOf(int output) => DistinctOutputs.ToList().IndexOf(Outputs[output].Layer);

    /// <summary>The layers that give the network's outputs, in their order.</summary>
    public IEnumerable<Layer> DistinctOutputs => Outputs.Select(output => output.Layer).Distinct();
}

/// <summary>An input of a model.</summary>
/// <param name="Name">What the model calls it.</param>
/// <param name="Value">Where each of its numbers stands in the network's.</param>
/// <param name="Shape">The model's shape of it, one image.</param>
internal sealed record ImportedInput(string Name, Value Value, IReadOnlyList<int> Shape);

/// <summary>A network, or what stands in its way.</summary>
/// <param name="Network">The network; null where there are problems.</param>
/// <param name="Problems">Every node that cannot be expressed.</param>
internal sealed record ImportResult(ImportedNetwork? Network, IReadOnlyList<ImportProblem> Problems);
