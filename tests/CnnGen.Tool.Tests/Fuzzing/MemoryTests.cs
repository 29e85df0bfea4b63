using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using CnnGen.Tool.Import;
using CnnGen.Tool.Onnx;
using CnnGen.Tool.Onnx.Proto;
using CnnGen.Tool.Weights;
using Google.Protobuf;
using Xunit;

namespace CnnGen.Tool.Tests.Fuzzing;

/// <summary>
/// Small files that ask for much memory, each in another way: all are refused in one line before ten times their size and 64 MiB are allocated. What is counted
/// is all that the thread allocated, so that no collection can change the outcome.
/// </summary>
public class MemoryTests
{
    private const int Million = 1_000_000;

    public static TheoryData<string> Models => [.. s_models.Keys];

    public static TheoryData<string> Checkpoints => [.. s_checkpoints.Keys];

    private static readonly Dictionary<string, Func<byte[]>> s_models = new()
    {
        ["nodes without anything"] = () => Repeated(Field(7), Field(1)),
        ["tensors without anything"] = () => Repeated(Field(7), Field(5)),
        ["attributes without anything"] = () => Repeated([.. Field(7), .. Field(1)], Field(5)),
        ["inputs without anything"] = () => Repeated(Field(7), Field(11)),
        ["numbers of a byte"] = () => Model(graph => graph.Initializer.Add(Numbers(6 * Million, 16 * Million))),
        ["large constants"] = () => Model(graph =>
        {
            graph.Initializer.Add(Vector("size", 4L << 20));
            AddNodes(graph, "ConstantOfShape", 100, _ => ["size"]);
        }),
        ["one tensor turned often"] = () => Model(graph =>
        {
            graph.Initializer.Add(Reals("weights", 500, 2000));
            AddNodes(graph, "Transpose", 100, _ => ["weights"]);
        }),
        ["one tensor behind itself"] = () => Model(graph =>
        {
            graph.Initializer.Add(Reals("weights", 500, 2000));
            NodeProto join = new() { OpType = "Concat" };
            join.Input.AddRange(Enumerable.Repeat("weights", 1000));
            join.Output.Add("joined");
            join.Attribute.Add(new AttributeProto { Name = "axis", I = 0, Type = AttributeProto.Types.AttributeType.Int });
            graph.Node.Add(join);
        }),
        ["layers that share one tensor"] = () => Model(graph =>
        {
            graph.Initializer.Add(Reals("weights", 1000, 1000, 1, 1));
            AddNodes(graph, "Conv", 100, i => [i == 0 ? "input" : $"Conv{i - 1}", "weights"]);
            graph.Output[0].Name = "Conv99";
        }),
    };

    private static readonly Dictionary<string, Func<byte[]>> s_checkpoints = new()
    {
        ["dictionaries"] = () => Archive(Pickle('}', 3 * Million)),
        ["lists"] = () => Archive(Pickle(']', 3 * Million)),
        ["nothing, often"] = () => Archive(Pickle('N', 3 * Million)),
        ["what is remembered"] = () =>
            Archive([.. Enumerable.Range(0, Million).SelectMany(i => (byte[])[(byte)'r', .. BitConverter.GetBytes(i)]).Prepend((byte)'N')]),
        ["many views of one storage"] = () => Archive(Views(2000, _ => "0"), ("0", new byte[4 * Million])),
        ["one file under many names"] = () => Overlapped(Archive(Views(400, i => $"{i:D4}"), ("0000", new byte[4 * Million])), 400),
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void AModelThatAsksForMuch_IsRefused(string name)
    {
        byte[] bytes = s_models[name]();
        Refused<OnnxFileException>(bytes.Length, () => Importer.Import(OnnxModel.Read(bytes), new ImportOptions { Name = "Large" }));
    }

    [Theory]
    [MemberData(nameof(Checkpoints))]
    public void ACheckpointThatAsksForMuch_IsRefused(string name)
    {
        byte[] bytes = s_checkpoints[name]();
        Refused<WeightFileException>(bytes.Length, () => TorchFile.Read(new MemoryStream(bytes), "large.pth", []));
    }

    [Fact]
    public void LargeConstants_AreAllowedWhereTheyAreExpected()
    {
        byte[] bytes = Model(graph =>
        {
            graph.Initializer.Add(Vector("size", 4L << 20));
            AddNodes(graph, "ConstantOfShape", 8, _ => ["size"]);
        });
        ImportResult result = Importer.Import(OnnxModel.Read(bytes), new ImportOptions { Name = "Large", AllowsLargeConstants = true });
        Assert.Contains(result.Problems, problem => problem.Reason.Contains("does not depend on an input", StringComparison.Ordinal));
    }

    private static void Refused<TError>(int length, Action run)
        where TError : Exception
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        TError error = Assert.Throws<TError>(run);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.DoesNotContain('\n', error.Message);
        Assert.Contains("asks for more memory than 10 times its size", error.Message, StringComparison.Ordinal);
        Assert.True(allocated <= MemoryAllowance.Of(length), $"{allocated} bytes for a file of {length}: {error.Message}");
    }

    /// <summary>The tag of a field that holds bytes.</summary>
    private static byte[] Field(int number) => [(byte)((number << 3) | 2)];

    /// <summary>A message of nested fields, the innermost of which is there a million times, each without content.</summary>
    private static byte[] Repeated(byte[] outer, byte[] inner)
    {
        byte[] content = [.. Enumerable.Repeat((byte[])[.. inner, 0], 2 * Million).SelectMany(bytes => bytes)];
        foreach (byte tag in outer.Reverse())
        {
            using MemoryStream stream = new();
            CodedOutputStream writer = new(stream);
            writer.WriteRawTag(tag);
            writer.WriteLength(content.Length);
            writer.Flush();
            stream.Write(content);
            content = stream.ToArray();
        }

        return content;
    }

    private static byte[] Model(Action<GraphProto> fill)
    {
        GraphProto graph = new();
        TypeProto type = new() { TensorType = new TypeProto.Types.Tensor { ElemType = 1, Shape = new TensorShapeProto() } };
        type.TensorType.Shape.Dim.AddRange(((long[])[1, 1000, 1, 1]).Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        graph.Input.Add(new ValueInfoProto { Name = "input", Type = type });
        graph.Output.Add(new ValueInfoProto { Name = "input", Type = type });
        fill(graph);
        graph.Output[0].Name = graph.Output[0].Name == "input" && graph.Node.Count > 0 ? graph.Node[^1].Output[0] : graph.Output[0].Name;
        ModelProto model = new() { Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 13 });
        return model.ToByteArray();
    }

    private static void AddNodes(GraphProto graph, string type, int count, Func<int, string[]> inputs)
    {
        for (int i = 0; i < count; i++)
        {
            NodeProto node = new() { OpType = type };
            node.Input.AddRange(inputs(i));
            node.Output.Add($"{type}{i}");
            graph.Node.Add(node);
        }
    }

    private static TensorProto Reals(string name, params long[] shape)
    {
        TensorProto tensor = new() { Name = name, DataType = (int)OnnxType.Float };
        tensor.Dims.AddRange(shape);
        tensor.RawData = ByteString.CopyFrom(new byte[sizeof(float) * shape.Aggregate((a, b) => a * b)]);
        return tensor;
    }

    private static TensorProto Vector(string name, long value)
    {
        TensorProto tensor = new() { Name = name, DataType = (int)OnnxType.Int64 };
        tensor.Dims.Add(1);
        tensor.Int64Data.Add(value);
        return tensor;
    }

    /// <summary>Small numbers take a byte of the file and eight of memory.</summary>
    private static TensorProto Numbers(params int[] counts)
    {
        TensorProto tensor = new() { Name = "numbers", DataType = (int)OnnxType.Int64 };
        tensor.Dims.Add(counts.Sum());
        foreach (int count in counts)
        {
            tensor.Int64Data.AddRange(new long[count]);
        }

        return tensor;
    }

    private static byte[] Pickle(char operation, int times) => [0x80, 2, .. Enumerable.Repeat((byte)operation, times), (byte)'.'];

    /// <summary>A state of tensors, each of a million elements of the storage that is named.</summary>
    private static byte[] Views(int count, Func<int, string> storage)
    {
        List<byte> pickle = [0x80, 2, (byte)'}', (byte)'('];
        for (int i = 0; i < count; i++)
        {
            Text(pickle, $"tensor{i}");
            Line(pickle, "ctorch._utils\n_rebuild_tensor_v2\n((");
            Text(pickle, "storage");
            Line(pickle, "ctorch\nFloatStorage\n");
            Text(pickle, storage(i));
            Text(pickle, "cpu");
            Number(pickle, Million);
            Line(pickle, "tQ");
            Number(pickle, 0);
            Number(pickle, Million);
            pickle.Add(0x85);
            Number(pickle, 1);
            pickle.Add(0x85);
            Line(pickle, "tR");
        }

        Line(pickle, "u.");
        return [.. pickle];
    }

    private static void Line(List<byte> pickle, string text) => pickle.AddRange(Encoding.ASCII.GetBytes(text));

    private static void Text(List<byte> pickle, string text) => pickle.AddRange([0x8C, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)]);

    private static void Number(List<byte> pickle, int value) => pickle.AddRange([(byte)'J', .. BitConverter.GetBytes(value)]);

    private static byte[] Archive(byte[] pickle, params (string Key, byte[] Elements)[] storages)
    {
        using MemoryStream file = new();
        using (ZipArchive archive = new(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in storages.Select(storage => ($"data/{storage.Key}", storage.Elements)).Prepend(("data.pkl", pickle)))
            {
                using Stream stream = archive.CreateEntry($"model/{name}", CompressionLevel.NoCompression).Open();
                stream.Write(bytes);
            }
        }

        return file.ToArray();
    }

    /// <summary>The last file of an archive under further names, <c>0001</c> and so on: their directory entries point to the same bytes.</summary>
    private static byte[] Overlapped(byte[] archive, int names)
    {
        int end = archive.Length - 22;
        int directory = BinaryPrimitives.ReadInt32LittleEndian(archive.AsSpan(end + 16));
        int last = archive.AsSpan(directory, end - directory).LastIndexOf("PK\u0001\u0002"u8) + directory;
        byte[] entry = archive[last..end];
        List<byte> bytes = [.. archive[..end]];
        for (int i = 1; i < names; i++)
        {
            byte[] other = [.. entry];
            Encoding.ASCII.GetBytes($"{i:D4}").CopyTo(other, other.Length - 4);
            bytes.AddRange(other);
        }

        byte[] tail = archive[end..];
        BinaryPrimitives.WriteInt16LittleEndian(tail.AsSpan(8), (short)(names + 1));
        BinaryPrimitives.WriteInt16LittleEndian(tail.AsSpan(10), (short)(names + 1));
        BinaryPrimitives.WriteInt32LittleEndian(tail.AsSpan(12), bytes.Count - directory);
        return [.. bytes, .. tail];
    }
}
