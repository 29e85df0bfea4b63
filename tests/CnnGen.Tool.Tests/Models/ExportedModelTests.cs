using System.Globalization;
using System.Runtime.InteropServices;
using CnnGen.Tool.Checking;
using CnnGen.Tool.Import;
using CnnGen.Tool.Tests.Import;
using Xunit;
using Xunit.Abstractions;

namespace CnnGen.Tool.Tests.Models;

/// <summary>
/// Public CNNs that <c>export_models.py</c> wrote into the folder that CNNGEN_MODELS names: each is imported, compiled and run, and its distance from double
/// precision is compared with that of PyTorch's single precision.
/// </summary>
public class ExportedModelTests(ITestOutputHelper output)
{
    private const string Variable = "CNNGEN_MODELS";

    /// <summary>How much farther from double precision than PyTorch's single precision a network may be; Winograd's algorithm rounds more.</summary>
    private const double Allowance = 3;

    public static TheoryData<string> Models
    {
        get
        {
            string? folder = Environment.GetEnvironmentVariable(Variable);
            return folder is null
                ? new TheoryData<string>("")
                : new TheoryData<string>(Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void AnExportedModel_IsAsExactAsItsFramework(string name)
    {
        if (name.Length == 0)
        {
            output.WriteLine($"{Variable} is not set: nothing was compared.");
            return;
        }

        string folder = Path.Combine(Environment.GetEnvironmentVariable(Variable)!, name);
        ImportedFiles files = ImportedModel.Read(Path.Combine(folder, "model.onnx"));
        Assert.Empty(files.RefusedBlocks);
        float[] actual = ImportedModel.Run(files, ImportedModel.Compile(files), Read<float>(Path.Combine(folder, "input.bin")));
        float[] single = Read<float>(Path.Combine(folder, "output_0.float.bin"));
        double[] exact = Read<double>(Path.Combine(folder, "output_0.double.bin"));
        double own = Distance(actual, exact);
        double direct =
            Distance(ImportedModel.Run(files, ImportedModel.Compile(files, winograd: false), Read<float>(Path.Combine(folder, "input.bin"))), exact);
        double framework = Distance(single, exact);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-28} {files.Source.Count(letter => letter == '\n'),4} lines {files.BlockCount,2} blocks   {own:e2} from double precision, PyTorch "
            + $"{framework:e2}: {own / framework:f2} times, {direct / framework:f2} without Winograd"));
        Assert.True(own <= Allowance * framework, $"{own} is more than {Allowance} times {framework}");
    }

    /// <summary>Relative distance: the root of the sum of squares.</summary>
    private static double Distance(float[] values, double[] exact)
    {
        double difference = values.Zip(exact, (value, right) => (value - right) * (value - right)).Sum();
        return Math.Sqrt(difference / exact.Sum(value => value * value));
    }

    private static T[] Read<T>(string path)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(path)).ToArray();
}
