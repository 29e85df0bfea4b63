namespace CnnGen.Tool.Import;

/// <summary>A model as layers of the language.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Layers">In the order of the declaration, the input first; each has its name.</param>
/// <param name="Input">Where each number of the model's input stands in the network's.</param>
/// <param name="InputShape">The shape of the model's input.</param>
/// <param name="Outputs">The network's outputs as the model's arrays.</param>
/// <param name="OutputNames">What the model calls them.</param>
/// <param name="Loss">The loss, which is the last of the layers then.</param>
internal sealed record ImportedNetwork(string Name, IReadOnlyList<Layer> Layers, Value Input, IReadOnlyList<int> InputShape, IReadOnlyList<Value> Outputs, IReadOnlyList<string> OutputNames, ImportedLoss? Loss = null);

/// <summary>A network, or what stands in its way.</summary>
/// <param name="Network">The network; null where there are problems.</param>
/// <param name="Problems">Every node that cannot be expressed.</param>
internal sealed record ImportResult(ImportedNetwork? Network, IReadOnlyList<ImportProblem> Problems);
