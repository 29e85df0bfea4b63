using CnnGen.Tool.Import.Constants;
using CnnGen.Tool.Import.Operators;
using CnnGen.Tool.Import.Patterns;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import;

/// <summary>From a model to layers. What the language cannot express does not end it: every such node is reported.</summary>
internal static class Importer
{
    /// <exception cref="OnnxFileException">The model contradicts itself.</exception>
    public static ImportResult Import(OnnxModel model, ImportOptions options)
    {
        using IDisposable? scope = options.AllowsLargeConstants ? Sizes.AllowLargeConstants() : null;
        MemoryAllowance computed = options.AllowsLargeConstants ? MemoryAllowance.Unlimited : model.Tensors.Allowance;
        FoldConstants(model, computed);
        foreach (INodePattern pattern in NodePatterns.All)
        {
            pattern.Run(model);
        }

        Translation t = new(model, options);
        List<ImportProblem> problems = [];
        OnnxValueInfo[] inputs = [.. model.Inputs.Where((input, i) => i == 0 || !input.Type.IsWhole())];
        t.Labels.UnionWith(model.Inputs.Select(input => input.Name).Except(inputs.Select(input => input.Name)));
        if (inputs.Length == 0)
        {
            problems.Add(new ImportProblem("input", "", "it has no input"));
            return new ImportResult(null, problems);
        }

        foreach (OnnxValueInfo input in inputs.Where(input =>
            input.Type is not (OnnxType.Undefined or OnnxType.Float or OnnxType.Float16 or OnnxType.Double or OnnxType.BFloat16)))
        {
            problems.Add(new ImportProblem("input", TensorReader.Clean(input.Name), $"an input of {input.Type}; images are real numbers"));
            return new ImportResult(null, problems);
        }

        // A shape that is given is that of an only input.
        int[][] shapes = [.. inputs.Select(input => InputShape(input, inputs.Length == 1 ? options : options with { InputShape = null }))];
        for (int i = 0; i < inputs.Length; i++)
        {
            t.DefineInput(inputs[i].Name, shapes[i]);
        }

        foreach (OnnxNode node in model.Nodes)
        {
            Translate(t, node, problems, computed);
        }

        if (problems.Count > 0)
        {
            return new ImportResult(null, problems);
        }

        try
        {
            return new ImportResult(Finish(t, inputs, shapes, options), []);
        }
        catch (NotExpressibleException reason)
        {
            problems.Add(new ImportProblem("output", string.Join(", ", model.Outputs.Select(output => TensorReader.Clean(output.Name))), reason.Message));
            return new ImportResult(null, problems);
        }
    }

    private static void FoldConstants(OnnxModel model, MemoryAllowance allowance)
    {
        List<OnnxNode> left = [];
        foreach (OnnxNode node in model.Nodes)
        {
            if (Guarded(node, () => ConstantFolding.TryRun(node, name => model.Constants.GetValueOrDefault(name), allowance)) is { } values)
            {
                foreach ((string name, OnnxTensor value) in node.Outputs.Zip(values).Where(pair => pair.First.Length > 0))
                {
                    model.Constants[name] = value;
                }
            }
            else
            {
                left.Add(node);
            }
        }

        model.Replace(left);
    }

    private static void Translate(Translation t, OnnxNode node, List<ImportProblem> problems, MemoryAllowance allowance)
    {
        // What reads the output of a node that was reported has nothing to add, unless nobody knows it whatever it reads.
        if (node.Inputs.Any(input => input.Length > 0 && !t.IsKnown(input)))
        {
            if (OnnxOperators.Find(node.Type) is null && !ConstantFolding.Knows(node.Type))
            {
                problems.Add(new ImportProblem(TensorReader.Clean(node.Type), node.ToString(), "no such layer"));
            }

            return;
        }

        t.Node = node;
        try
        {
            if (node.Domain is not ("" or "ai.onnx"))
            {
                throw new NotExpressibleException($"an operator of {TensorReader.Clean(node.Domain)}, which is not ONNX's own");
            }

            if (Guarded(node, () => ConstantFolding.TryRun(node, name => t.IsConstant(name) ? t.Constant(name) : null, allowance)) is { } values)
            {
                foreach ((string name, OnnxTensor value) in node.Outputs.Zip(values))
                {
                    t.Define(name, value);
                }

                return;
            }

            OnnxOperator definition = OnnxOperators.Find(node.Type) ?? throw new NotExpressibleException("no such layer");
            int before = t.Layers.Count;
            Guarded(node, () =>
            {
                definition.Translate(t, node);
                return 0;
            });

            // Many layers may read one tensor of the file, and each has its own, in memory and in the weight file.
            allowance.Take(2 * t.Layers.Skip(before).SelectMany(layer => layer.Tensors.Values).Sum(tensor => tensor.Bytes));
        }
        catch (NotExpressibleException reason)
        {
            problems.Add(new ImportProblem(TensorReader.Clean(node.Type), node.ToString(), reason.Message));
        }
    }

    /// <summary>Attributes and inputs of a broken file may be anything: what does not fit together ends in one error that names the node.</summary>
    private static T Guarded<T>(OnnxNode node, Func<T> run)
    {
        try
        {
            return run();
        }
        catch (Exception broken) when (broken is IndexOutOfRangeException
            or ArgumentException
            or OverflowException
            or InvalidOperationException
            or NullReferenceException
                or DivideByZeroException or KeyNotFoundException)
        {
            throw new OnnxFileException($"{node}: its attributes and inputs do not fit each other.");
        }
    }

    /// <summary>The shape with one image.</summary>
    private static int[] InputShape(OnnxValueInfo input, ImportOptions options)
    {
        if (options.InputShape is { } given)
        {
            return input.Shape is null || input.Shape.Count == given.Count
                ? [.. given]
                : throw new OnnxFileException($"The input {TensorReader.Clean(input.Name)} has {input.Shape.Count} axes, not {given.Count}.");
        }

        if (input.Shape is null)
        {
            throw new OnnxFileException(
                $"The model does not say what shape its input {TensorReader.Clean(input.Name)} has; give it, such as --input 1x3x224x224.");
        }

        int?[] shape = [.. input.Shape];
        if (shape.Length > 1 && !options.AllowsSeveralImages)
        {
            shape[0] = 1;
        }

        return shape.All(size => size is not null)
            ? [.. shape.Select(size => size!.Value)]
            : throw new OnnxFileException(
                $"The model leaves sizes of its input {TensorReader.Clean(input.Name)} open: "
                + $"{string.Join('x', shape.Select(size => size?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"))}; "
                + "give them, such as --input 1x3x224x224.");
    }

    private static ImportedNetwork Finish(Translation t, OnnxValueInfo[] inputs, int[][] shapes, ImportOptions options)
    {
        string[] names = [.. t.Model.Outputs.Select(output => output.Name)];
        if (options.Outputs is { } wanted)
        {
            names = [.. wanted.Select(name =>
                names.Contains(name)
                    ? name
                    : throw new OnnxFileException($"The model has no output {name}; it has {string.Join(", ", names.Select(TensorReader.Clean))}."))];
        }

        if (names.Length != 1 && t.Loss is not null)
        {
            throw new NotExpressibleException($"{names.Length} outputs beside a loss; choose one with --output");
        }

        List<Value> outputs = [];
        foreach (string name in names)
        {
            Value value = t.IsConstant(name) ? throw new NotExpressibleException("its output does not depend on an input") : t.Any(name);
            value = value.Rank <= 2 && value.Layout!.Images == 1 && t.Loss is null ? Relayout.Flattened(t, value) : value;
            if (value.Layer.IsInput)
            {
                value = value with { Layer = t.Add("Dropout", value.Layer, value.Layout!.Shape, 0.5f) };
            }

            outputs.Add(value);
            t.Layers.Add(new Layer(Layer.OutputKind, [t.Loss?.Layer ?? value.Layer], value.Layout!.Shape));
        }

        List<Layer> layers = t.Layers;
        LayerPasses.Run(layers);
        Layer[] results = [.. layers.Where(layer => layer.IsOutput).Select(layer => layer.Inputs[0])];
        layers.RemoveAll(layer => layer.IsOutput);
        List<ImportedInput> images = [.. layers
            .Where(layer => layer.IsInput)
            .ToArray()
            .Select((layer, i) => PlaceInput(t, layers, layer, inputs[i], shapes[i]))];
        AddOutputs(layers, results, names);
        LayerNames.Assign(layers);
        NameInputs(layers, images);
        return new ImportedNetwork(
            ClassNames.Of(options.Name ?? t.Model.Name),
            layers,
            images,
            [.. outputs.Select((output, i) => output with { Layer = results[i] })],
            names,
            t.Loss);
    }

    /// <summary>The layer of an input, with the shape that its readers see.</summary>
    private static ImportedInput PlaceInput(Translation t, List<Layer> layers, Layer input, OnnxValueInfo info, int[] inputShape)
    {
        Layout placed = t.InputLayout(input) ?? throw new NotExpressibleException(
            layers.Count(layer => layer.IsInput) == 1
                ? "its output does not depend on an input"
                : $"its outputs do not depend on the input {TensorReader.Clean(info.Name)}");
        LayerShape shape = placed.Shape;
        Layer image = new("Input", [], shape) { Positional = [shape.Height, shape.Width, shape.Channels] };
        layers[layers.IndexOf(input)] = image;
        foreach (Layer layer in layers)
        {
            layer.Inputs = [.. layer.Inputs.Select(read => read == input ? image : read)];
        }

        return new ImportedInput(info.Name, t.PlacedInput(input) with { Layer = image }, inputShape);
    }

    /// <summary>Names what the network gives, where that is more than the last layer.</summary>
    private static void AddOutputs(List<Layer> layers, Layer[] results, string[] names)
    {
        Layer[] distinct = [.. results.Distinct()];
        if (distinct.Length > 1)
        {
            string[] taken = [.. layers.Select(layer => layer.Name).OfType<string>()];
            List<string> labels = [];
            foreach (Layer result in distinct)
            {
                labels.Add(Unlike(Identifier(names[Array.IndexOf(results, result)]), [.. taken, .. labels]));
            }

            layers.Add(new Layer("Output", distinct, default) { TakesOperands = true, OutputNames = labels });
        }
    }

    private static void NameInputs(List<Layer> layers, List<ImportedInput> inputs)
    {
        foreach (ImportedInput input in inputs.Count > 1 ? inputs : [])
        {
            input.Value.Layer.Name = null;
            input.Value.Layer.Name = Unlike(Identifier(input.Name), [.. layers.SelectMany(layer => layer.OutputNames.Append(layer.Name ?? ""))]);
        }
    }

    /// <summary>A name as a label and parameter: letters, digits and underlines.</summary>
    private static string Identifier(string name)
    {
        string identifier = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')).Trim('_');
        return identifier.Length == 0 || char.IsAsciiDigit(identifier[0]) ? "value" + identifier : identifier;
    }

    private static string Unlike(string name, IReadOnlyCollection<string> taken)
    {
        string unique = name;
        for (int i = 2; taken.Contains(unique); i++)
        {
            unique = FormattableString.Invariant($"{name}_{i}");
        }

        return unique;
    }
}
