using CnnGen.Generator.Ir;
using CnnGen.Tool.FrontHalf;
using CnnGen.Tool.Import.Blocks;
using CnnGen.Tool.Onnx;
using CnnGen.Tool.Printing;

namespace CnnGen.Tool.Import;

/// <summary>What an import writes: a class, and its weights.</summary>
/// <param name="Source">The file of C#.</param>
/// <param name="Weights">The tensors by the names that the class gives them.</param>
/// <param name="Network">The layers of both.</param>
/// <param name="Declared">The class as the generator sees it.</param>
/// <param name="BlockCount">Blocks in the source.</param>
internal sealed record ImportedFiles(string Source, SafetensorsFile Weights, ImportedNetwork Network, DeclaredNetwork Declared, int BlockCount)
{
    /// <summary>Why repeated parts were written out, where blocks for them would not have been legal.</summary>
    public IReadOnlyList<string> RefusedBlocks { get; private init; } = [];

    /// <summary>Writes a network down and looks at it as the generator will.</summary>
    /// <exception cref="NotExpressibleException">The language does not allow a layer: what its diagnostics say.</exception>
    public static ImportedFiles Of(ImportedNetwork network, OnnxModel model, ImportOptions options, string file)
    {
        IReadOnlyList<string> remarks = Remarks(network, model, file);
        NetworkClass flat = FlatNetwork.Of(network);
        IReadOnlyList<string> refused = [];
        // Blocks are looked for behind one input.
        if (options.FindsBlocks && network.Inputs.Count == 1 && BlockNetwork.Of(network) is { Blocks.Count: > 0 } written)
        {
            // A block that the language refuses is worth no error: every layer by itself is right too.
            if (TryWrite(network, written, options, remarks, out refused) is { } files)
            {
                return files;
            }
        }

        return TryWrite(network, flat, options, remarks, out IReadOnlyList<string> errors) is { } plain
            ? plain with { RefusedBlocks = refused }
            : throw new NotExpressibleException(string.Join("; ", errors.Take(3)));
    }

    private static ImportedFiles? TryWrite(
        ImportedNetwork network,
        NetworkClass written,
        ImportOptions options,
        IReadOnlyList<string> remarks,
        out IReadOnlyList<string> errors)
    {
        string source = NetworkPrinter.Print(written, options.Namespace, remarks);
        DeclaredNetwork declared = DeclaredNetwork.Of(SourceCompiler.Compilation((network.Name + ".cs", source))).Single();
        errors = declared.Errors;
        SafetensorsFile? weights = declared.Graph is { } graph ? Tensors(network, graph, out errors) : null;
        return weights is null ? null : new ImportedFiles(source, weights, network, declared, written.Blocks.Count);
    }

    private static List<string> Remarks(ImportedNetwork network, OnnxModel model, string file)
    {
        string producer = model.Producer.Length > 0 ? $", written by {model.Producer}" : "";
        List<string> remarks = [$"{TensorReader.Clean(file)}: ONNX with operators of version {model.OperatorSet}{producer}."];
        if (model.Hash.Length > 0)
        {
            remarks.Add($"SHA-256 {model.Hash}.");
        }

        foreach (Value output in network.Outputs.Where(output => !output.PlacesInMemory().Select((place, i) => place == i).All(same => same)))
        {
            remarks.Add($"The output is the model's [{string.Join(", ", output.Shape)}] in the order rows, columns, channels.");
        }

        return remarks;
    }

    /// <summary>The tensors by the names that the class gives them; null if they are not those of the layers in their order.</summary>
    private static SafetensorsFile? Tensors(ImportedNetwork network, NetworkGraph graph, out IReadOnlyList<string> errors)
    {
        errors = [];
        Layer[] layers = [.. network.Layers.Where(layer => layer.Tensors.Count > 0)];
        Node[] nodes = [.. graph.Nodes.Where(node => node.Parameters.Count > 0)];
        if (layers.Length != nodes.Length)
        {
            errors = [$"{nodes.Length} layers have weights, not {layers.Length}"];
            return null;
        }

        List<SafetensorsTensor> tensors = [];
        foreach ((Layer layer, Node node) in layers.Zip(nodes))
        {
            foreach (ParameterSpec parameter in node.Parameters)
            {
                int[] shape = [.. parameter.Shape];
                string suffix = parameter.Name[(node.Name.Length + 1)..];
                if (!layer.Tensors.TryGetValue(suffix, out OnnxTensor? tensor) || !tensor.Shape.SequenceEqual(shape))
                {
                    errors = [$"{parameter.Name} is [{string.Join(", ", shape)}], not {tensor}"];
                    return null;
                }

                tensors.Add(new SafetensorsTensor(parameter.Name, shape, tensor.Values));
            }
        }

        return new SafetensorsFile(tensors);
    }
}
