using System.IO.Compression;
using CnnGen.Tool.Onnx.Proto;

namespace CnnGen.Onnx.Tests.Suite;

/// <summary>The cases that ship with this project.</summary>
internal static class OnnxSuite
{
    private const string Model = "/model.onnx";

    private static readonly Lazy<IReadOnlyList<OnnxCase>> s_cases = new(ReadAll);

    /// <summary>All of them, in the order of their names.</summary>
    public static IReadOnlyList<OnnxCase> Cases => s_cases.Value;

    private static List<OnnxCase> ReadAll()
    {
        using Stream file = typeof(OnnxSuite).Assembly.GetManifestResourceStream("onnx-operator-cases.zip")!;
        using ZipArchive archive = new(file);
        Dictionary<string, byte[]> files = archive.Entries.ToDictionary(entry => entry.FullName, Bytes);
        List<OnnxCase> cases = [];
        IEnumerable<string> folders = files.Keys.Where(name => name.EndsWith(Model, StringComparison.Ordinal)).Select(name => name[..^Model.Length]);
        foreach (string folder in folders.Order(StringComparer.Ordinal))
        {
            ModelProto model = ModelProto.Parser.ParseFrom(files[folder + Model]);
            string name = folder[(folder.IndexOf("/test_", StringComparison.Ordinal) + "/test_".Length)..];
            cases.Add(new OnnxCase(name, model, Values(files, folder, "input"), Values(files, folder, "output")));
        }

        return cases;
    }

    private static List<byte[]> Values(Dictionary<string, byte[]> files, string folder, string kind)
    {
        List<byte[]> values = [];
        while (files.TryGetValue(FormattableString.Invariant($"{folder}/test_data_set_0/{kind}_{values.Count}.pb"), out byte[]? value))
        {
            values.Add(value);
        }

        return values;
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
