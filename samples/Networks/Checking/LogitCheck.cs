using System.Diagnostics;
using System.Globalization;
using CnnGen;
using CnnGen.Golden;
using CnnGen.Samples;
using Networks.Catalog;

namespace Networks.Checking;

/// <summary>Compares the logits of networks with stored ones and prints a line for each.</summary>
/// <param name="data">A folder with one folder a network.</param>
/// <param name="stop">Ends the work between two steps.</param>
internal sealed class LogitCheck(string data, CancellationToken stop)
{
    /// <summary>The largest difference that is right, as a part of the largest logit: sums in another order differ by less.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>Checks each network.</summary>
    /// <returns>Whether all are right.</returns>
    public bool Run(IReadOnlyList<CatalogEntry> entries)
    {
        bool areRight = true;
        for (int i = 0; i < entries.Count; i++)
        {
            areRight &= Check(entries[i], isFirst: i == 0);
        }

        return areRight;
    }

    private bool Check(CatalogEntry entry, bool isFirst)
    {
        using ProgressLine progress = new();
        var time = Stopwatch.StartNew();
        string folder = Path.Combine(data, entry.DataFolder);
        float[] expected = SafetensorsFile.Read(Path.Combine(folder, "expected_logits.safetensors"))["logits"].ToFloats();
        progress.Show($"{entry.Name}: making {entry.Info.ParameterCount:N0} weights");
        RunnableNetwork network = entry.CreateEmpty();
        DeterministicWeights.Fill(network.Weights, Path.Combine(folder, "tensors.json"), stop);
        progress.Show($"{entry.Name}: {entry.Info.MultiplyAdds:N0} multiply-adds");
        float[] input = Nchw.ToNhwc(DeterministicWeights.Input(entry.Info.InputLength), entry.Info);
        float[] logits = new float[expected.Length];
        network.Logits(input, logits);
        stop.ThrowIfCancellationRequested();
        progress.Clear();
        if (isFirst)
        {
            Console.WriteLine($"{"network",-16}{"logits",7}{"largest",13}{"difference",13}{"relative",11}{"seconds",9}");
        }

        double largest = expected.Max(Math.Abs);
        double difference = expected.Zip(logits, (e, l) => Math.Abs((double)e - l)).Max();

        // Written so that NaN is wrong.
        bool isRight = difference <= Tolerance * largest;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.Name,-16}{logits.Length,7}{largest,13:G6}{difference,13:0.00e+00}{difference / largest,11:0.0e+00}{time.Elapsed.TotalSeconds,9:0.0}  ")
            + (isRight ? "right" : "WRONG"));
        return isRight;
    }
}
