namespace CnnGen.Tests.Training;

/// <summary>
/// A network written by hand: 1×1×4 → dense 2, mean squared error, with the tensors of a batch norm whose running mean each batch moves. It computes in the
/// plainest way, on one thread, and refuses no batch.
/// </summary>
internal sealed class NormedRegression : ITrainableNetwork<NormedRegression>
{
    public const int Inputs = 4;
    public const int Outputs = 2;

    public NormedRegression(NetworkWeights weights) => Weights = weights;

    public static NetworkInfo Info { get; } = InfoOf("Dense 2");

    public static TargetKind TargetKind => TargetKind.Values;

    public static LossKind LossKind => LossKind.MeanSquaredError;

    public int Threads { get; set; } = 1;

    public NetworkWeights Weights { get; }

    public static NetworkInfo InfoOf(string layer) => new()
    {
        Name = nameof(NormedRegression),
        InputHeight = 1,
        InputWidth = 1,
        InputChannels = Inputs,
        OutputLength = Outputs,
        ParameterCount = 14,
        MultiplyAdds = 8,
        ArenaBytes = 0,
        Summary = $"NormedRegression: 1×1×4 → 2\nfc1  {layer}  → 2  10 parameters\nbn1  BatchNorm  → 2  4 parameters",
        Parameters =
        [
            new ParameterTensor("fc1.weight", [Outputs, Inputs], 0, Inputs, ParameterRole.Weight),
            new ParameterTensor("fc1.bias", [Outputs], 16, Inputs, ParameterRole.Bias),
            new ParameterTensor("bn1.weight", [Outputs], 32, 1, ParameterRole.Scale),
            new ParameterTensor("bn1.bias", [Outputs], 48, 1, ParameterRole.Shift),
            new ParameterTensor("bn1.running_mean", [Outputs], 64, 1, ParameterRole.RunningMean),
            new ParameterTensor("bn1.running_var", [Outputs], 80, 1, ParameterRole.RunningVariance),
        ],
    };

    public static NormedRegression Create(int seed) => Create(seed, Initializer.KaimingUniform);

    public static NormedRegression Create(int seed, Initializer initializer) => new(NetworkWeights.Create(Info, seed, initializer));

    public static NormedRegression Load(string path) => new(NetworkWeights.Load(Info, path));

    public static NormedRegression Load(Stream stream) => new(NetworkWeights.Load(Info, stream));

    /// <summary>Images with targets that a linear function gives.</summary>
    public static TensorDataset Data(int count, int seed = 1)
    {
        Random random = new(seed);
        float[] images = [.. Enumerable.Range(0, count * Inputs).Select(_ => random.NextSingle() - 0.5f)];
        float[] targets = new float[count * Outputs];
        for (int i = 0; i < count; i++)
        {
            targets[Outputs * i] = images[Inputs * i] - (2 * images[(Inputs * i) + 1]);
            targets[(Outputs * i) + 1] = images[(Inputs * i) + 2] + 0.5f;
        }

        return new TensorDataset(images, targets, 1, 1, Inputs);
    }

    public NormedRegression ShareWeights() => new(Weights);

    public void Dispose()
    {
    }

    public void Save(string path) => Weights.Save(path);

    public void Save(Stream stream) => Weights.Save(stream);

    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        Span<float> weights = Weights.Values;
        for (int image = 0; image < input.Length / Inputs; image++)
        {
            for (int o = 0; o < Outputs; o++)
            {
                float sum = weights[16 + o] + weights[48 + o];
                for (int i = 0; i < Inputs; i++)
                {
                    sum += weights[(o * Inputs) + i] * weights[32 + o] * input[(image * Inputs) + i];
                }

                output[(image * Outputs) + o] = sum;
            }
        }
    }

    public void Logits(ReadOnlySpan<float> input, Span<float> output) => Forward(input, output);

    public int Predict(ReadOnlySpan<float> input) => throw new NotSupportedException();

    public BatchResult Gradient(ReadOnlySpan<float> input, Targets targets, Span<float> gradient, long noiseSeed = 0)
    {
        int images = input.Length / Inputs;
        float[] outputs = new float[images * Outputs];
        Forward(input, outputs);
        gradient.Clear();
        double loss = 0;
        Span<float> weights = Weights.Values;
        for (int image = 0; image < images; image++)
        {
            for (int o = 0; o < Outputs; o++)
            {
                float difference = outputs[(image * Outputs) + o] - targets.Values[(image * Outputs) + o];
                loss += difference * difference / Outputs;
                float slope = 2 * difference / Outputs / images;
                gradient[16 + o] += slope;
                gradient[48 + o] += slope;
                for (int i = 0; i < Inputs; i++)
                {
                    float x = input[(image * Inputs) + i];
                    gradient[(o * Inputs) + i] += slope * x * weights[32 + o];
                    gradient[32 + o] += slope * x * weights[(o * Inputs) + i];
                }

                weights[64 + o] += 0.1f * (outputs[(image * Outputs) + o] - weights[64 + o]);
            }
        }

        Weights.MarkChanged();
        return new BatchResult(loss, 0);
    }
}
