using System.Diagnostics;
using CnnGen.Tool.Import;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace CnnGen.Tool.Checking;

/// <summary>A network beside ONNX Runtime on the same random images.</summary>
/// <param name="Images">How many images were compared.</param>
/// <param name="Threads">Threads of both.</param>
/// <param name="LargestDifference">Between an output of one and the other.</param>
/// <param name="LargestOutput">The largest output, without its sign.</param>
/// <param name="Milliseconds">Of one image, the median.</param>
/// <param name="RuntimeMilliseconds">The same of ONNX Runtime.</param>
internal sealed record Comparison(int Images, int Threads, double LargestDifference, double LargestOutput, double Milliseconds, double RuntimeMilliseconds)
{
    public double Relative => LargestDifference / Math.Max(LargestOutput, 1e-30);

    /// <param name="model">The ONNX file.</param>
    /// <param name="network">What was imported from it.</param>
    /// <param name="compiled">The same, compiled.</param>
    /// <param name="images">How many images.</param>
    /// <param name="threads">Threads of both.</param>
    /// <param name="turns">Calls of each that are timed, alternating, behind those that are compared.</param>
    public static Comparison Run(string model, ImportedNetwork network, CompiledNetwork compiled, int images, int threads, int turns = 1)
    {
        using SessionOptions options = new() { IntraOpNumThreads = threads, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using InferenceSession session = new(model, options);
        compiled.Threads = threads;
        Random random = new(1);
        double largest = 0, largestOutput = 0;
        List<NamedOnnxValue> feed = [];
        float[] pixels = new float[compiled.Info.InputLength];
        float[] actual = new float[compiled.Info.OutputLength];
        int[][] inputPlaces = [.. network.Inputs.Select((input, i) => Places(input.Value, compiled.Info.Inputs[i]))];
        int[][] outputPlaces = [.. network.Outputs.Select((output, i) => Places(output, compiled.Info.Outputs[network.PlaceOf(i)]))];
        for (int image = 0; image < images; image++)
        {
            feed = [];
            for (int k = 0; k < inputPlaces.Length; k++)
            {
                DenseTensor<float> input = new([.. network.Inputs[k].Shape]);
                for (int i = 0; i < inputPlaces[k].Length; i++)
                {
                    float value = (random.NextSingle() * 2f) - 1f;
                    input.SetValue(i, value);
                    pixels[inputPlaces[k][i]] = value;
                }

                feed.Add(NamedOnnxValue.CreateFromTensor(network.Inputs[k].Name, input));
            }

            float[][] expected;
            using (IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(feed, [.. network.OutputNames]))
            {
                expected = [.. results.Select(result => result.AsEnumerable<float>().ToArray())];
            }

            compiled.Forward(pixels, actual);
            for (int k = 0; k < expected.Length; k++)
            {
                for (int i = 0; i < expected[k].Length; i++)
                {
                    float right = expected[k][i];
                    float ours = actual[outputPlaces[k][i]];
                    double difference = Math.Abs((double)right - ours);

                    // Written so that NaN on one side is a difference without end.
                    largest = float.IsNaN(right) && float.IsNaN(ours) ? largest
                        : difference <= largest ? largest
                        : double.IsNaN(difference) ? double.PositiveInfinity
                        : difference;
                    largestOutput = Math.Max(largestOutput, Math.Abs((double)right));
                }
            }
        }

        List<double> times = [], runtimeTimes = [];
        for (int turn = 0; turn < turns; turn++)
        {
            runtimeTimes.Add(Time(() => session.Run(feed, [.. network.OutputNames]).Dispose()));
            times.Add(Time(() => compiled.Forward(pixels, actual)));
        }

        return new Comparison(images, threads, largest, largestOutput, Median(times), Median(runtimeTimes));

        static double Time(Action call)
        {
            long start = Stopwatch.GetTimestamp();
            call();
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return (values[values.Count / 2] + values[(values.Count - 1) / 2]) / 2;
    }

    /// <summary>For each number of a model's array, its place among all inputs or outputs of an image.</summary>
    private static int[] Places(Value value, NetworkValue place) => Array.ConvertAll(value.PlacesInMemory(), at => place.Offset + at);
}
