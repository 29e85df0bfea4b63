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
#if ZOO
    private const float ZooLearningRate = 0.00001f;
#endif

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

    /// <summary>Networks of many kinds on 64×64 pixels, which are compared with PyTorch; empty where the program was built without them.</summary>
    public static IReadOnlyList<TrainedNetwork> Zoo { get; } =
    [
#if ZOO
        Of<Zoo.MobileNetV3SmallAt64>(16, ZooLearningRate),
        Of<Zoo.EfficientNetB0At64>(16, ZooLearningRate),
        Of<Zoo.MobileNetV2At64>(16, ZooLearningRate / 100),
        Of<Zoo.UNetAt64>(16, ZooLearningRate),
        Of<Zoo.RegNetY400At64>(16, ZooLearningRate / 100),
        Of<Zoo.DenseNet121At64>(16, ZooLearningRate / 100),
        Of<Zoo.GoogLeNetAt64>(16, ZooLearningRate / 100),
        Of<Zoo.ResNeXt50At64>(16, ZooLearningRate / 100),
        Of<Zoo.ResNet50At64>(16, ZooLearningRate / 100),
#endif
    ];

    /// <summary>The networks of a name, in whatever case, or of the list <c>zoo</c>.</summary>
    /// <exception cref="BenchmarkException">There is none, or the program was built without them.</exception>
    public static IReadOnlyList<TrainedNetwork> FindAll(string name) =>
        !IsSame(name, nameof(Zoo)) ? [Find(name)]
        : Zoo.Count > 0 ? Zoo
        : throw new BenchmarkException("The networks of the zoo take minutes to compile and are left out: build this program with -p:Zoo=true.");

    /// <summary>The network of a name, in whatever case.</summary>
    /// <exception cref="BenchmarkException">There is none.</exception>
    public static TrainedNetwork Find(string name) =>
        All.Concat(Zoo).FirstOrDefault(network => IsSame(name, network.Name))
        ?? throw new BenchmarkException(
            $"There is no network {name}; there are {string.Join(", ", All.Concat(Zoo).Select(network => network.Name))} and the zoo.");

    /// <summary>Whether it is one of <see cref="Zoo"/>.</summary>
    public bool IsOfZoo => Zoo.Contains(this);

    /// <summary>What all sides do.</summary>
    public TrainingTask Task(int batch) => new(Name, batch, LearningRate, Momentum);

    private static bool IsSame(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private static TrainedNetwork Of<TNetwork>(int batch, float learningRate, Func<int, LabelledImages>? data = null)
        where TNetwork : class, ITrainableNetwork<TNetwork> => new(
            TNetwork.Info.Name,
            batch,
            learningRate,
            (task, images, threads) => new NetworkTraining<TNetwork>(TNetwork.Create(Seed), task, images, threads),
            path => TNetwork.Create(Seed).Save(path),
            data ?? (size => LabelledImages.Draw(TNetwork.Info, DrawnBatches * size, TNetwork.Info.OutputLength / TNetwork.Info.LabelLength)));
}
