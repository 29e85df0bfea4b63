using System.Security.Cryptography;
using CnnGen.Tool.Onnx.Proto;
using Google.Protobuf;

namespace CnnGen.Tool.Onnx;

/// <summary>An input or output of a graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its elements.</param>
/// <param name="Shape">Its sizes; null where one is not known; null as a whole where not even their number is.</param>
internal sealed record OnnxValueInfo(string Name, OnnxType Type, IReadOnlyList<int?>? Shape);

/// <summary>A model as it was read: nodes in an order in which they can be computed, and what is known without an input.</summary>
internal sealed class OnnxModel
{
    private OnnxModel(ModelProto proto, TensorReader tensors)
    {
        OperatorSet = proto.OpsetImport.Where(set => set.Domain is "" or "ai.onnx").Select(set => set.Version).DefaultIfEmpty(1).Max();
        Producer = TensorReader.Clean($"{proto.ProducerName} {proto.ProducerVersion}".Trim());
        Name = proto.Graph.Name;
        Tensors = tensors;
        foreach (TensorProto tensor in proto.Graph.Initializer)
        {
            if (!Constants.TryAdd(tensor.Name, tensors.Read(tensor)))
            {
                throw new OnnxFileException($"The initializer {TensorReader.Clean(tensor.Name)} stands there twice.");
            }
        }

        // Up to version 3 of the format initializers are listed as inputs as well.
        Inputs = [.. proto.Graph.Input.Where(input => !Constants.ContainsKey(input.Name)).Select(Info)];
        Outputs = [.. proto.Graph.Output.Select(Info)];
        Nodes =
            NodeOrder.Sort([.. proto.Graph.Node.Select(node => new OnnxNode(node, OperatorSet))], Constants.Keys.Concat(Inputs.Select(input => input.Name)));
    }

    public string Name { get; }

    /// <summary>The version of ONNX's operators.</summary>
    public long OperatorSet { get; }

    /// <summary>The program that wrote the file.</summary>
    public string Producer { get; }

    /// <summary>SHA-256 of the file; empty for a model that comes from no file.</summary>
    public string Hash { get; private init; } = "";

    public IReadOnlyList<OnnxValueInfo> Inputs { get; }

    public IReadOnlyList<OnnxValueInfo> Outputs { get; }

    /// <summary>Each behind those whose outputs it reads.</summary>
    public List<OnnxNode> Nodes { get; private set; }

    /// <summary>The arrays that the file holds, by name.</summary>
    public Dictionary<string, OnnxTensor> Constants { get; } = [];

    public TensorReader Tensors { get; }

    /// <summary>Reads a model and the files of data beside it.</summary>
    /// <exception cref="OnnxFileException">It is no model, or contradicts itself.</exception>
    public static OnnxModel Read(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists)
        {
            throw new OnnxFileException($"{path} is not there.");
        }

        if (file.Length > int.MaxValue)
        {
            throw new OnnxFileException($"{path} has more than 2 GiB, which the format does not allow: large weights lie in files of external data.");
        }

        return Read(File.ReadAllBytes(path), Path.GetDirectoryName(file.FullName));
    }

    /// <summary>Reads a model from memory.</summary>
    public static OnnxModel Read(byte[] bytes, string? folder = null)
    {
        MemoryAllowance allowance = new(bytes.Length);
        allowance.Take(bytes.Length + MessageMemory.Of(bytes, ModelProto.Descriptor));
        return Of(Parse(bytes), new TensorReader(folder, allowance), Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    /// <summary>The model of a message that is in memory.</summary>
    public static OnnxModel Of(ModelProto proto, TensorReader tensors, string hash = "")
    {
        if (proto.Graph is null || proto.Graph.Output.Count == 0)
        {
            throw new OnnxFileException("The file is no ONNX model: it has no graph with an output.");
        }

        return proto.Functions.Count == 0
            ? new OnnxModel(proto, tensors) { Hash = hash }
            : throw new OnnxFileException(
                $"The model defines functions of its own, such as {TensorReader.Clean(proto.Functions[0].Name)}; inline them (onnx.inliner) first.");
    }

    /// <summary>The file as a message, without fields that nobody here knows.</summary>
    public static ModelProto Parse(byte[] bytes)
    {
        try
        {
            return ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException broken)
        {
            throw new OnnxFileException($"The file is no ONNX model: {broken.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>Puts other nodes in place of these.</summary>
    public void Replace(IEnumerable<OnnxNode> nodes) => Nodes = NodeOrder.Sort([.. nodes], Constants.Keys.Concat(Inputs.Select(input => input.Name)));

    private static OnnxValueInfo Info(ValueInfoProto info)
    {
        TypeProto.Types.Tensor? tensor = info.Type?.TensorType;
        IEnumerable<int?>? shape = tensor?.Shape?.Dim.Select(size => size.HasDimValue && size.DimValue > 0 ? (int?)Sizes.Narrow(size.DimValue) : null);
        return new OnnxValueInfo(info.Name, (OnnxType)(tensor?.ElemType ?? 0), shape is null ? null : [.. shape]);
    }
}
