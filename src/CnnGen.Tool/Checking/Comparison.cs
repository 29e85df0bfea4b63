using System.Diagnostics;
using CnnGen.Tool.Import;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace CnnGen.Tool.Checking;

/// <summary>A network beside ONNX Runtime on the same random images.</summary>
/// <param name="Images">How many images were compared.</param>
/// <param name="LargestDifference">Between an output of one and the other.</param>
/// <param name="LargestOutput">The largest output, without its sign.</param>
/// <param name="Milliseconds">Of one image, at best.</param>
/// <param name="RuntimeMilliseconds">The same of ONNX Runtime.</param>
internal sealed record Comparison(int Images, double LargestDifference, double LargestOutput, double Milliseconds, double RuntimeMilliseconds)
{
    public double Relative => LargestDifference / Math.Max(LargestOutput, 1e-30);

    /// <param name="model">The ONNX file.</param>
    /// <param name="network">What was imported from it.</param>
    /// <param name="compiled">The same, compiled.</param>
    /// <param name="images">How many images.</param>
    /// <param name="threads">Threads of both.</param>
    public static Comparison Run(string model, ImportedNetwork network, CompiledNetwork compiled, int images, int threads)
    {
        using SessionOptions options = new() { IntraOpNumThreads = threads, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using InferenceSession session = new(model, options);
        string name = session.InputNames[0];
        string output = network.OutputNames[0];
        compiled.Threads = threads;
        int[] inputPlaces = network.Input.PlacesInMemory();
        int[] outputPlaces = network.Outputs[0].PlacesInMemory();
        Random random = new(1);
        double largest = 0, largestOutput = 0, best = double.MaxValue, bestRuntime = double.MaxValue;
        float[] pixels = new float[inputPlaces.Length];
        float[] actual = new float[outputPlaces.Length];
        for (int image = 0; image < images; image++)
        {
            DenseTensor<float> input = new([.. network.InputShape]);
            for (int i = 0; i < pixels.Length; i++)
            {
                float value = (random.NextSingle() * 2f) - 1f;
                input.SetValue(i, value);
                pixels[inputPlaces[i]] = value;
            }

            NamedOnnxValue[] feed = [NamedOnnxValue.CreateFromTensor(name, input)];
            float[] expected = [];
            for (int turn = 0; turn < (image == 0 ? 3 : 1); turn++)
            {
                long start = Stopwatch.GetTimestamp();
                using (IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(feed, [output]))
                {
                    bestRuntime = Math.Min(bestRuntime, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    expected = [.. results[0].AsEnumerable<float>()];
                }

                start = Stopwatch.GetTimestamp();
                compiled.Forward(pixels, actual);
                best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            for (int i = 0; i < expected.Length; i++)
            {
                double difference = Math.Abs((double)expected[i] - actual[outputPlaces[i]]);

                // Written so that NaN on one side is a difference without end.
                largest = float.IsNaN(expected[i]) && float.IsNaN(actual[outputPlaces[i]]) ? largest : difference <= largest ? largest : double.IsNaN(difference) ? double.PositiveInfinity : difference;
                largestOutput = Math.Max(largestOutput, Math.Abs((double)expected[i]));
            }
        }

        return new Comparison(images, largest, largestOutput, best, bestRuntime);
    }
}
