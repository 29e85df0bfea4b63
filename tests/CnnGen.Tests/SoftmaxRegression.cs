using CnnGen.Packing;
using CnnGen.Runtime;

namespace CnnGen.Tests;

/// <summary>
/// A network written by hand as the generator would write it: 4×4×1 → dense 3 → softmax cross-entropy, with noise on the logits' gradient that a seed
/// controls.
/// </summary>
internal sealed unsafe class SoftmaxRegression : ITrainableNetwork<SoftmaxRegression>
{
    public const int InputLength = 16;
    public const int Classes = 3;
    public const int BiasOffset = 48;

    /// <summary>Non-zero: the gradient depends on the noise seed, as with dropout.</summary>
    public const float Noise = 0.01f;

    private readonly NetworkRuntime _runtime;

    public SoftmaxRegression(NetworkWeights weights)
        : this(new NetworkRuntime(Program(shards: 4, microBatch: 3), weights))
    {
    }

    private SoftmaxRegression(NetworkRuntime runtime) => _runtime = runtime;

    public static NetworkInfo Info { get; } = new()
    {
        Name = nameof(SoftmaxRegression),
        InputHeight = 4,
        InputWidth = 4,
        InputChannels = 1,
        OutputLength = Classes,
        ParameterCount = 51,
        MultiplyAdds = 48,
        ArenaBytes = 64,
        Summary = "",
        Parameters =
        [
            new ParameterTensor("fc1.weight", [Classes, InputLength], 0, InputLength, ParameterRole.Weight),
            new ParameterTensor("fc1.bias", [Classes], BiasOffset, InputLength, ParameterRole.Bias),
        ],
    };

    public static TargetKind TargetKind => TargetKind.Label;

    public static LossKind LossKind => LossKind.SoftmaxCrossEntropy;

    public int Threads { get => _runtime.Threads; set => _runtime.Threads = value; }

    public NetworkWeights Weights => _runtime.Weights;

    public static NetworkProgram Program(int shards, int microBatch, bool trainable = true) => new()
    {
        Info = Info,
        ArenaLength = 16,
        PackedLength = 64,
        PaysForThreads = false,
        PackingSteps = &PackingSteps,
        Forward = &ForwardImage,
        Logits = &LogitsOfImage,
        Training = trainable
            ? new TrainingProgram
            {
                TargetKind = TargetKind.Label,
                MicroBatch = microBatch,
                Shards = shards,
                ArenaLength = 16,
                PackedLength = 64,
                PackingSteps = &PackingSteps,
                Stages = [new TrainingStage { Run = &Run }],
            }
            : null,
    };

    public static SoftmaxRegression Create(int seed)
    {
        NetworkWeights weights = new(Info);
        Random random = new(seed);
        foreach (ParameterTensor tensor in Info.Parameters)
        {
            foreach (ref float value in weights[tensor])
            {
                value = (random.NextSingle() - 0.5f) / 2;
            }
        }

        weights.MarkChanged();
        return new SoftmaxRegression(weights);
    }

    public static SoftmaxRegression Create(int seed, Initializer initializer) => throw new NotSupportedException();

    public static SoftmaxRegression Load(string path) => new(NetworkRuntime.Load(Program(shards: 4, microBatch: 3), path));

    public static SoftmaxRegression Load(Stream stream) => throw new NotSupportedException();

    public void Save(string path) => Weights.Save(path);

    public void Save(Stream stream) => Weights.Save(stream);

    public SoftmaxRegression ShareWeights() => new(_runtime.ShareWeights());

    public void Dispose() => _runtime.Dispose();

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _runtime.Forward(input, output);

    public void Logits(ReadOnlySpan<float> input, Span<float> output) => _runtime.Logits(input, output);

    public int Predict(ReadOnlySpan<float> input) => _runtime.Predict(input);

    public BatchResult Gradient(ReadOnlySpan<float> input, Targets targets, Span<float> gradient, long noiseSeed = 0) =>
        _runtime.Gradient(input, targets, gradient, noiseSeed);

    private static PackingStep[] PackingSteps() =>
    [
        new CopyStep(0, 0, [Classes * InputLength], [1], [1]),
        new CopyStep(BiasOffset, BiasOffset, [Classes], [1], [1]),
    ];

    private static void LogitsOfImage(float* packed, float* arena, float* input, float* output)
    {
        for (int c = 0; c < Classes; c++)
        {
            float sum = packed[BiasOffset + c];
            for (int i = 0; i < InputLength; i++)
            {
                sum += packed[(c * InputLength) + i] * input[i];
            }

            output[c] = sum;
        }
    }

    private static void ForwardImage(float* packed, float* arena, float* input, float* output)
    {
        LogitsOfImage(packed, arena, input, arena);
        float maximum = MathF.Max(arena[0], MathF.Max(arena[1], arena[2]));
        float total = 0;
        for (int c = 0; c < Classes; c++)
        {
            total += output[c] = MathF.Exp(arena[c] - maximum);
        }

        for (int c = 0; c < Classes; c++)
        {
            output[c] /= total;
        }
    }

    private static void Run(in MicroBatch batch, int from, int to)
    {
        float* probabilities = stackalloc float[Classes];
        for (int image = from; image < to; image++)
        {
            float* input = batch.Input + (image * InputLength);
            int label = batch.Labels[image];
            ForwardImage(batch.Packed, batch.Arena, input, probabilities);
            batch.Totals->Loss -= Math.Log(probabilities[label]);
            batch.Totals->Correct += NetworkRuntime.IndexOfLargest(new ReadOnlySpan<float>(batch.Arena, Classes)) == label ? 1 : 0;
            float noise = Noise * (HashCode(batch.NoiseSeed, batch.FirstImage + image) - 0.5f);
            for (int c = 0; c < Classes; c++)
            {
                float dLogit = (probabilities[c] - (c == label ? 1 : 0) + noise) * batch.Scale;
                batch.Gradient[BiasOffset + c] += dLogit;
                for (int i = 0; i < InputLength; i++)
                {
                    batch.Gradient[(c * InputLength) + i] += dLogit * input[i];
                }
            }
        }
    }

    /// <summary>A number in [0, 1) that depends on the seed and the image only.</summary>
    private static float HashCode(long seed, int image) => (((ulong)seed + (ulong)image + 1) * 0x9E3779B97F4A7C15 >> 40) / (float)(1 << 24);
}
