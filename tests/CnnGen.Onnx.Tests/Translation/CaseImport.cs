using CnnGen.Onnx.Tests.Suite;
using CnnGen.Tool.Import;
using CnnGen.Tool.Onnx;
using CnnGen.Tool.Onnx.Proto;

namespace CnnGen.Onnx.Tests.Translation;

/// <summary>
/// Sends a case through the importer. Its first input is the network's image, the others are constants; where an operator joins several inputs of one shape,
/// they are parts of one array, which a <c>Split</c> takes apart.
/// </summary>
internal static class CaseImport
{
    private const string Joined = "joined_inputs";

    private static readonly string[] s_joining = ["Add", "Sub", "Mul", "Div", "Sum", "Concat", "Max", "Min", "Mean"];

    private static readonly TensorReader s_reader = new(null);

    /// <exception cref="NotExpressibleException">The importer refuses it.</exception>
    public static Expression Run(OnnxCase onnx, int output, string name)
    {
        ModelProto model = onnx.Model.Clone();
        OnnxTensor[] values = [.. onnx.InputFiles.Select(Read)];
        ValueInfoProto[] inputs = [.. onnx.Inputs];
        int[] labels = [];
        OnnxTensor image = values.Length > 0 ? values[0] : throw new NotExpressibleException("it has no input");
        if (!image.IsReal)
        {
            throw new NotExpressibleException("numbers are not real");
        }

        if (image.Length == 0)
        {
            throw new NotExpressibleException("an axis has no elements");
        }

        if (values.Length > 1 && IsJoin(onnx, values))
        {
            image = Join(model, onnx, values);
        }
        else
        {
            for (int i = 1; i < values.Length; i++)
            {
                if (onnx.Operator == "SoftmaxCrossEntropyLoss" && i == 1)
                {
                    labels = Array.ConvertAll(values[i].Integers, label => (int)label);
                    continue;
                }

                MakeConstant(model, inputs[i], onnx.InputFiles[i]);
            }
        }

        ImportOptions options = new()
        {
            AllowsSeveralImages = true,
            FindsBlocks = false,
            InputShape = image.Shape,
            Name = name,
            Outputs = [onnx.Graph.Output[output].Name],
        };
        ImportResult result = Import(model, options);
        ImportedNetwork network = result.Network ?? throw new NotExpressibleException(result.Problems[0].Reason);
        ImportedFiles files = ImportedFiles.Of(network, OnnxModel.Of(onnx.Model, s_reader), options, onnx.Name);
        int[] places = network.Input.PlacesInMemory();
        float[] images = new float[image.Length];
        for (int i = 0; i < images.Length; i++)
        {
            images[places[i]] = image.Values[i];
        }

        OnnxTensor expected = Read(onnx.OutputFiles[output]);
        if (network.Loss is null && !network.Outputs[0].Shape.SequenceEqual(expected.Shape))
        {
            throw new InvalidOperationException($"{onnx.Name}: the output is [{string.Join(", ", network.Outputs[0].Shape)}], not {expected}.");
        }

        return new Expression
        {
            Files = files,
            Images = images,
            Expected = expected.AsReals(),
            OutputPlaces = network.Outputs[0].PlacesInMemory(),
            Labels = labels,
        };
    }

    private static ImportResult Import(ModelProto model, ImportOptions options)
    {
        try
        {
            return Importer.Import(OnnxModel.Of(model, s_reader), options);
        }
        catch (OnnxFileException broken)
        {
            throw new NotExpressibleException(broken.Message);
        }
    }

    private static bool IsJoin(OnnxCase onnx, OnnxTensor[] values) =>
        onnx.Graph.Node.Count == 1
        && s_joining.Contains(onnx.Operator)
        && onnx.Graph.Node[0].Input.Distinct().Count() == values.Length
        && values.All(value => value.IsReal && value.Rank == values[0].Rank && value.Rank > 0)
        && (onnx.Operator == "Concat" || values.All(value => value.Shape.SequenceEqual(values[0].Shape)));

    /// <summary>All inputs as one array along the axis that the operator joins, or along the channels.</summary>
    private static OnnxTensor Join(ModelProto model, OnnxCase onnx, OnnxTensor[] values)
    {
        OnnxNode node = new(onnx.Graph.Node[0], model.OpsetImport.Max(set => set.Version));
        int rank = values[0].Rank;
        int axis = onnx.Operator == "Concat" ? node.Axis(1, rank) : Math.Min(1, rank - 1);
        OnnxNode concat = new OnnxNode("Concat", "", values.Select((_, i) => $"{i}"), ["all"], node.OperatorSet).With("axis", axis);
        OnnxTensor all = CnnGen.Tool.Import.Constants.ConstantFolding.TryRun(
            concat,
            name => values[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)],
            MemoryAllowance.Unlimited)![0];
        NodeProto split = new() { OpType = "Split" };
        split.Input.Add(Joined);
        split.Output.Add(onnx.Inputs.Select(input => input.Name));
        split.Attribute.Add(new AttributeProto { Name = "axis", I = axis });
        AttributeProto sizes = new() { Name = "split" };
        sizes.Ints.Add(values.Select(value => (long)value.Shape[axis]));
        split.Attribute.Add(sizes);
        model.Graph.Node.Insert(0, split);
        ValueInfoProto input = onnx.Inputs[0].Clone();
        input.Name = Joined;
        input.Type = null;
        model.Graph.Input.Clear();
        model.Graph.Input.Add(input);
        return all;
    }

    private static void MakeConstant(ModelProto model, ValueInfoProto input, byte[] file)
    {
        TensorProto tensor = TensorProto.Parser.ParseFrom(file);
        tensor.Name = input.Name;
        model.Graph.Initializer.Add(tensor);
    }

    private static OnnxTensor Read(byte[] file)
    {
        try
        {
            return s_reader.Read(TensorProto.Parser.ParseFrom(file));
        }
        catch (Exception broken) when (broken is Google.Protobuf.InvalidProtocolBufferException or OnnxFileException)
        {
            throw new NotExpressibleException("a value is no tensor");
        }
    }
}
