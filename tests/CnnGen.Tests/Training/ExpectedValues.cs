using System.Text.Json;

namespace CnnGen.Tests.Training;

/// <summary>What PyTorch and scikit-learn gave: files that <c>make_expected.py</c> beside them has written.</summary>
internal static class ExpectedValues
{
    public static JsonElement Read(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Training", "Expected", name)));
        return document.RootElement.Clone();
    }

    public static double[] Doubles(this JsonElement element) => [.. element.EnumerateArray().Select(value => value.GetDouble())];

    public static double[] Doubles(this JsonElement element, string name) => element.GetProperty(name).Doubles();

    public static float[] Floats(this JsonElement element) => [.. element.EnumerateArray().Select(value => (float)value.GetDouble())];

    public static float[] Floats(this JsonElement element, string name) => element.GetProperty(name).Floats();

    public static int[] Integers(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetInt32())];

    public static double Double(this JsonElement element, string name) => element.GetProperty(name).GetDouble();
}
