using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;
using CnnGen.Benchmarks.OnnxRuntime;

namespace CnnGen.Benchmarks.Commands;

/// <summary><c>peers inference</c>: a generated network and ONNX Runtime in one process, on the same weights and images.</summary>
internal static class InferenceCommand
{
    private const int CheckedCalls = 256;

    /// <summary>Compares one network.</summary>
    /// <param name="options">The command's options.</param>
    /// <param name="weights">The network's weights; the same model as ONNX lies beside them, with the extension <c>.onnx</c>.</param>
    /// <param name="report">Receives the figures.</param>
    public static void Run<TNetwork>(PeerOptions options, string weights, PeerReport report)
        where TNetwork : class, INetwork<TNetwork>
    {
        int batch = options.Batch(1);
        using OnnxRuntimeLibrary? library = Load(report);
        LabelledImages images = LabelledImages.ReadMnist("t10k", CheckedCalls * batch);
        foreach (int threads in options.Threads(1))
        {
            using NetworkInference<TNetwork> ours = new(TNetwork.Load(weights), batch, threads);
            using OnnxInference? peer = library is null ? null : Open<TNetwork>(library, Path.ChangeExtension(weights, ".onnx"), batch, threads);
            LargestDifference? difference = peer is null ? null : Compare(ours, peer, images.Images);
            double allocated = ours.AllocatedBytesPerCall();
            string title = $"{TNetwork.Info.Name}, inference, batch {batch}, {threads} thread{(threads == 1 ? "" : "s")}";
            report.Add(options.Alternation.Measure(title, Figure.Microseconds, peer is null ? [ours] : [ours, peer]), difference, allocated);
        }
    }

    private static OnnxRuntimeLibrary? Load(PeerReport report)
    {
        try
        {
            return OnnxRuntimeLibrary.Load(OnnxRuntimeLocation.Find());
        }
        catch (MissingPeerException missing)
        {
            report.Remark(missing.Message);
            return null;
        }
    }

    private static OnnxInference Open<TNetwork>(OnnxRuntimeLibrary library, string model, int batch, int threads)
        where TNetwork : class, INetwork<TNetwork> =>
        File.Exists(model)
            ? new OnnxInference(library, File.ReadAllBytes(model), TNetwork.Info, batch, threads)
            : throw new BenchmarkException($"{model} does not exist; ONNX Runtime needs the model of the weight file beside it.");

    private static LargestDifference Compare<TNetwork>(NetworkInference<TNetwork> ours, OnnxInference peer, ReadOnlySpan<float> images)
        where TNetwork : class, INetwork<TNetwork>
    {
        List<double> own = [];
        List<double> theirs = [];
        int length = ours.Input.Length;
        for (int first = 0; first < images.Length; first += length)
        {
            // One channel: [row, column, channel] and [channel, row, column] are the same.
            images.Slice(first, length).CopyTo(ours.Input);
            images.Slice(first, length).CopyTo(peer.Input);
            Append(own, ours.Compute());
            Append(theirs, peer.Compute());
        }

        return LargestDifference.Of(own, theirs);
    }

    private static void Append(List<double> values, ReadOnlySpan<float> outputs)
    {
        foreach (float output in outputs)
        {
            values.Add(output);
        }
    }
}
