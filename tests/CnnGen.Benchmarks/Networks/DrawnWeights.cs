namespace CnnGen.Benchmarks.Networks;

/// <summary>Weight files for what is timed alone: drawn, since no time depends on their values.</summary>
internal static class DrawnWeights
{
    private const string Folder = "artifacts/weights";
    private const int Seed = 1;

    /// <summary>The file of a network, made where it is missing.</summary>
    public static string Of(BenchmarkedNetwork network)
    {
        string path = Path.Combine(Folder, $"{network.Info.Name}.safetensors");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Folder);
            network.Create(Seed).Weights.Save(path);
        }

        return path;
    }
}
