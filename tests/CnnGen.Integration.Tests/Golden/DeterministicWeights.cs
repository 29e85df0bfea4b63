using System.Text.Json;

namespace CnnGen.Integration.Tests.Golden;

/// <summary>
/// Weights and inputs that any program can make for itself, so that only logits have to be stored: SplitMix64 as a counter, value i of a
/// seed being mix(seed + (i + 1)·0x9E3779B97F4A7C15), its upper 24 bits a number u from 0 to below 1. Tensor k has seed 1000 + k, the input seed 7.
/// </summary>
internal static class DeterministicWeights
{
    public static float[] Input(int length) => [.. Enumerable.Range(0, length).Select(i => (float)(Uniform(7, i) - 0.5))];

    /// <summary>Gives every tensor that <c>tensors.json</c> lists its values.</summary>
    public static void Fill(NetworkWeights weights, string tensorsJson)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(tensorsJson));
        ulong seed = 1000;
        foreach (JsonElement element in document.RootElement.GetProperty("tensors").EnumerateArray())
        {
            string name = element.GetProperty("name").GetString()!;
            ParameterTensor tensor = weights.Info.Parameters.Single(tensor => tensor.Name == name);
            int[] shape = [.. element.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
            if (!shape.SequenceEqual(tensor.Shape))
            {
                throw new InvalidDataException($"{name} is [{string.Join(", ", tensor.Shape)}], the file says [{string.Join(", ", shape)}].");
            }

            double fanIn = shape.Skip(1).Aggregate(1.0, (product, size) => product * size);
            string kind = element.GetProperty("kind").GetString()!;
            Span<float> values = weights[tensor];
            for (int i = 0; i < values.Length; i++)
            {
                double u = Uniform(seed, i);
                values[i] = (float)(kind switch
                {
                    "conv" => ((2 * u) - 1) * Math.Sqrt(6 / fanIn),
                    "fc" => ((2 * u) - 1) * Math.Sqrt(3 / fanIn),
                    "bias" => 0.1 * (u - 0.5),
                    _ => throw new InvalidDataException($"{name} is of the unknown kind {kind}."),
                });
            }

            seed++;
        }

        weights.MarkChanged();
    }

    private static double Uniform(ulong seed, int index)
    {
        ulong z = seed + ((ulong)(index + 1) * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (z >> 40) * (1.0 / (1 << 24));
    }
}
