using CnnGen.Testing;
using Xunit;

namespace CnnGen.Package.Tests;

/// <summary>A project that names a weight file: it is checked when the project is built, and again when the file has changed.</summary>
[Collection(PackageCollection.Name)]
public sealed class WeightCheckTests(PackedPackage package)
{
    private const string Program = """
        using System;
        using CnnGen;

        Console.WriteLine($"parameters {My.Net.ParameterCount}");

        namespace My
        {
            [Network, Input(4, 4, 1)]
            [Conv(2, 3), Dense(2)]
            internal sealed partial class Net;
        }
        """;

    // Outside of ASCII, and with a space: paths go through MSBuild's and the compiler's configuration.
    private const string File = "Gewichte für My Net/net 1.safetensors";

    [Fact]
    public void AWeightFile_IsCheckedWhenItIsBuilt_AndWhenItChanges()
    {
        using ConsumerProject consumer = new(package, Program, items: $"<CnnGenWeights Include=\"{File}\" Network=\"My.Net\" />");
        AssertError(consumer, $"CNN0404: The weight file {File} cannot be checked: ");

        string path = WriteWeights(consumer, filters: 3);
        DateTime first = System.IO.File.GetLastWriteTimeUtc(path);
        AssertError(consumer, $"Program.cs(9,6): error CNN0403: conv1: conv1.weight is [2, 1, 3, 3] here, but [3, 1, 3, 3] in {File}");

        WriteWeights(consumer, filters: 2);
        consumer.Build().Succeeded();
        Assert.Equal("38", consumer.Run().Succeeded().Value("parameters "));

        // A file that is older than what it replaces, as a copy that keeps its time is.
        WriteWeights(consumer, filters: 5);
        System.IO.File.SetLastWriteTimeUtc(path, first.AddDays(-1));
        AssertError(consumer, "but [5, 1, 3, 3] in");

        consumer.Write(File, "no weights at all"u8.ToArray());
        AssertError(consumer, $"CNN0404: The weight file {File} cannot be checked: it is no safetensors file");
    }

    private static void AssertError(ConsumerProject consumer, string expected)
    {
        ProgramRun build = consumer.Build();
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains(expected, build.Output, StringComparison.Ordinal);
        Assert.Contains("1 Error(s)", build.Output, StringComparison.Ordinal);
    }

    /// <summary>A file with the tensors of the network, but for the number of filters of its convolution.</summary>
    private static string WriteWeights(ConsumerProject consumer, int filters)
    {
        (string Name, int[] Shape)[] tensors = [("conv1.weight", [filters, 1, 3, 3]), ("conv1.bias", [2]), ("fc1.weight", [2, 8]), ("fc1.bias", [2])];
        int end = 0;
        string Entry((string Name, int[] Shape) tensor)
        {
            int start = end;
            end += 4 * tensor.Shape.Aggregate(1, (length, size) => length * size);
            return $"\"{tensor.Name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', tensor.Shape)}],\"data_offsets\":[{start},{end}]}}";
        }

        byte[] header = System.Text.Encoding.UTF8.GetBytes($"{{{string.Join(',', tensors.Select(Entry).ToArray())}}}");
        return consumer.Write(File, [.. BitConverter.GetBytes((long)header.Length), .. header, .. new byte[end]]);
    }
}
