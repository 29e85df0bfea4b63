using CnnGen.Benchmarks.Networks;
using CnnGen.Benchmarks.OnnxRuntime;
using Networks.Catalog;

namespace CnnGen.Benchmarks.Worker;

/// <summary>
/// How a network becomes ready: each method prepares an image, and returns what loads the network and then returns what computes the logits of that image.
/// </summary>
internal static class Loading
{
    /// <summary>A generated network with its weights.</summary>
    public static Func<Action> OfOurs(string name, string weights, int threads)
    {
        BenchmarkedNetwork network = PublishedNetworks.Find(name);
        float[] image = new ImageBatch(network.Info, images: 1).Nhwc;
        float[] logits = new float[network.Info.OutputLength];
        return () =>
        {
            RunnableNetwork loaded = network.Load(weights);
            loaded.Threads = threads;
            return () => loaded.Logits(image, logits);
        };
    }

    /// <summary>ONNX Runtime's library and a model. Neither is given back: the process ends.</summary>
    public static Func<Action> OfOnnx(string name, string library, string model, int threads)
    {
        NetworkInfo network = PublishedNetworks.Find(name).Info;
        ImageBatch image = new(network, images: 1);
        return () =>
        {
            OnnxRuntimeLibrary runtime = OnnxRuntimeLibrary.Load(library);
            OnnxSession session = new(runtime, model, threads);
            OnnxTensor input = new(runtime, [.. image.NchwShape.Select(size => (long)size)]);
            OnnxTensor output = new(runtime, 1, network.OutputLength);
            image.Nchw.CopyTo(input.Values);
            return () => session.Run(input, output);
        };
    }
}
