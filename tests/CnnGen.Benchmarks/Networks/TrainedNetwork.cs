namespace CnnGen.Benchmarks.Networks;

/// <summary>A network of <c>peers training</c>, with the batch and the rate it is trained with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Batch">Images a step.</param>
/// <param name="LearningRate">So small that rounding does not grow over the checked steps.</param>
/// <param name="Open">Creates and does the checked steps; from the data, the task and the number of threads.</param>
/// <param name="SaveWeights">Writes the weights that all begin with.</param>
/// <param name="Data">Images and labels for a batch size.</param>
internal sealed record TrainedNetwork(
    string Name,
    int Batch,
    float LearningRate,
    Func<TrainingTask, LabelledImages, int, ITrainingContender> Open,
    Action<string> SaveWeights,
    Func<int, LabelledImages> Data)
{
    private const int Seed = 1;
    private const float Momentum = 0.9f;

    // MNIST: enough that a cache does not hold them all, few enough that both sides see each again and again. Drawn images need less: nothing is learned.
    private const int MnistImages = 8192;
    private const int DrawnBatches = 3;

    public static IReadOnlyList<TrainedNetwork> All { get; } =
    [
        Of<LeNet5>(64, 0.02f, batch => batch <= MnistImages
            ? LabelledImages.ReadMnist("train", MnistImages)
            : throw new BenchmarkException($"--batch {batch}: at most {MnistImages} images are used.")),
        Of<Training.SmallVgg>(64, 0.005f),
        Of<Training.ResNet18>(64, 0.0001f),
        Of<Training.ResNet50>(8, 0.0000002f),
        Of<Training.MobileNetV2>(8, 0.00001f),
        Of<Training.UNet>(4, 0.001f),
    ];

    /// <summary>The network of a name, in whatever case.</summary>
    /// <exception cref="BenchmarkException">There is none.</exception>
    public static TrainedNetwork Find(string name) =>
        All.FirstOrDefault(network => string.Equals(network.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new BenchmarkException($"There is no network {name}; there are {string.Join(", ", All.Select(network => network.Name))}.");

    /// <summary>What all sides do.</summary>
    public TrainingTask Task(int batch) => new(Name, batch, LearningRate, Momentum);

    private static TrainedNetwork Of<TNetwork>(int batch, float learningRate, Func<int, LabelledImages>? data = null)
        where TNetwork : class, ITrainableNetwork<TNetwork> => new(
            TNetwork.Info.Name,
            batch,
            learningRate,
            (task, images, threads) => new NetworkTraining<TNetwork>(TNetwork.Create(Seed), task, images, threads),
            path => TNetwork.Create(Seed).Save(path),
            data ?? (size => LabelledImages.Draw(TNetwork.Info, DrawnBatches * size, TNetwork.Info.OutputLength / TNetwork.Info.LabelLength)));
}
