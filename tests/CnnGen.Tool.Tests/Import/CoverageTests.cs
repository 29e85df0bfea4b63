using System.Text.Json;
using CnnGen.Testing;
using CnnGen.Tool.Import.Constants;
using CnnGen.Tool.Import.Operators;
using Xunit;
using Xunit.Abstractions;

namespace CnnGen.Tool.Tests.Import;

/// <summary>How many public CNNs have only operators that are imported.</summary>
public class CoverageTests(ITestOutputHelper output)
{
    /// <summary>What was so before the importer, by folding of shapes alone.</summary>
    private const int Before = 247;

    private const double Wanted = 0.98;

    // What patterns make of them is translated: an error function is a part of GELU.
    private static readonly string[] s_inPatterns = ["Erf"];

    [TestDataFact]
    public void MostPublicNetworks_HaveOnlyKnownOperators()
    {
        var models = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, int>>>(File.ReadAllText(TestData.File("onnx-ops", "cnn_ops.json")))!;
        Dictionary<string, string[]> unknown = models.ToDictionary(model => model.Key, model => model.Value.Keys.Where(type => !IsKnown(type)).ToArray());
        int covered = unknown.Count(model => model.Value.Length == 0);
        output.WriteLine(
            $"{covered} of {models.Count} public CNNs have only operators that import ({100.0 * covered / models.Count:f1} %); {Before} did before");
        foreach (var group in unknown.SelectMany(model => model.Value).CountBy(type => type).OrderByDescending(pair => pair.Value))
        {
            output.WriteLine($"{group.Key}: {group.Value} models");
        }

        Assert.True(covered >= Wanted * models.Count, $"{covered} of {models.Count}");
    }

    private static bool IsKnown(string type) => OnnxOperators.Find(type) is not null || ConstantFolding.Knows(type) || s_inPatterns.Contains(type);
}
