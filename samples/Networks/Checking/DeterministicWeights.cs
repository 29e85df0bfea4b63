using System.Text.Json;

namespace CnnGen.Golden;

/// <summary>
/// Weights and inputs that any program can make for itself, so that only logits have to be stored: SplitMix64 as a counter, value i of a
/// seed being mix(seed + (i + 1)·0x9E3779B97F4A7C15), its upper 24 bits a number u from 0 to below 1. Tensor k has seed 1000 + k, the input seed 7.
/// </summary>
internal static class DeterministicWeights
{
    /// <summary>Values a piece of work: a quarter of a millisecond.</summary>
    private const int PieceLength = 1 << 16;

    /// <summary>An input of u − 0.5, in the order [image, channel, row, column].</summary>
    public static float[] Input(int length, ulong seed = 7) => [.. Enumerable.Range(0, length).Select(i => (float)(Uniform(seed, i) - 0.5))];

    /// <summary>Gives every tensor that <c>tensors.json</c> lists its values.</summary>
    /// <exception cref="InvalidDataException">The file lists other tensors than the network has.</exception>
    /// <exception cref="OperationCanceledException">Stopped between two tensors.</exception>
    public static void Fill(NetworkWeights weights, string tensorsJson, CancellationToken stop = default)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(tensorsJson));
        Dictionary<string, ParameterTensor> tensors = weights.Info.Parameters.ToDictionary(tensor => tensor.Name);
        ulong seed = 1000;
        foreach (JsonElement element in document.RootElement.GetProperty("tensors").EnumerateArray())
        {
            stop.ThrowIfCancellationRequested();
            string name = element.GetProperty("name").GetString()!;
            int[] shape = [.. element.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
            if (!tensors.Remove(name, out ParameterTensor? tensor) || !shape.SequenceEqual(tensor.Shape))
            {
                string here = tensor is null ? "does not exist here" : $"is [{string.Join(", ", tensor.Shape)}] here";
                throw new InvalidDataException($"{tensorsJson}: {name} is [{string.Join(", ", shape)}], but {here}.");
            }

            Fill(weights, tensor, seed, Distribution.Of(element.GetProperty("kind").GetString()!, shape));
            seed++;
        }

        if (tensors.Count > 0)
        {
            throw new InvalidDataException($"{tensorsJson}: does not list {string.Join(", ", tensors.Keys.Take(3))}.");
        }

        weights.MarkChanged();
    }

    private static void Fill(NetworkWeights weights, ParameterTensor tensor, ulong seed, Distribution distribution) =>
        Parallel.For(
            0,
            (tensor.Length + PieceLength - 1) / PieceLength,
            piece =>
            {
                int start = piece * PieceLength;
                Span<float> values = weights[tensor][start..Math.Min(start + PieceLength, tensor.Length)];
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = distribution.Value(Uniform(seed, start + i));
                }
            });

    private static double Uniform(ulong seed, int index)
    {
        ulong z = seed + ((ulong)(index + 1) * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (z >> 40) * (1.0 / (1 << 24));
    }

    /// <summary>
    /// (factor · u + shift) · scale. u has 24 bits, so the sum is exact and only the product rounds, as in every other program that does it so.
    /// </summary>
    private readonly record struct Distribution(double Factor, double Shift, double Scale)
    {
        public static Distribution Of(string kind, int[] shape)
        {
            double fanIn = shape.Skip(1).Aggregate(1.0, (product, size) => product * size);
            return kind switch
            {
                "conv" => new(2, -1, Math.Sqrt(6 / fanIn)),
                "fc" => new(2, -1, Math.Sqrt(3 / fanIn)),
                "bias" => new(1, -0.5, 0.1),
                "bn.weight" or "bn.var" => new(1, 0.5, 1),
                "bn.bias" or "bn.mean" => new(1, -0.5, 0.2),

                // What PyTorch draws a convolution's or dense layer's weights from before training, and what batch norms begin with.
                "first" => new(2, -1, Math.Sqrt(1 / fanIn)),
                "one" => new(0, 1, 1),
                "zero" => new(0, 0, 1),
                _ => throw new InvalidDataException($"There is no kind {kind} of tensors."),
            };
        }

        public float Value(double u) => (float)(((Factor * u) + Shift) * Scale);
    }
}
