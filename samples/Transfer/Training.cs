using System.Diagnostics;
using System.Globalization;
using CnnGen;
using CnnGen.Imaging;

namespace Transfer;

/// <summary>First the new head, on a backbone that stays as it is; then all layers, in small steps; then the report.</summary>
internal static class Training
{
    private const int BatchSize = 20;
    private const int HeadEpochs = 120; // two steps each
    private const double HeadRate = 0.01;
    private const int Epochs = 80;
    private const int Patience = 40;
    private const double Rate = 0.001; // a backbone that is good already takes small steps
    private const double Enough = 0.6;

    private static readonly Augmentation s_augmentation = new Compose(
        new RandomFlip(),
        new RandomAffine(12) { LeastScale = 0.85, MostScale = 1.15, TranslateHorizontally = 0.06, TranslateVertically = 0.06 },
        new ColorJitter { Brightness = 0.2, Contrast = 0.2, Saturation = 0.3, Hue = 0.4 });

    public static int Run(string folder)
    {
        ImagePreprocessing preparation = ImagePreprocessing.For<PictureNet>();
        ImageFileDataset pictures = ImageFileDataset.FromFolder(Path.Combine(AppContext.BaseDirectory, "pictures"), preparation, BrokenImages.Skip);
        (Dataset training, Dataset validation) = pictures.Split(0.33, seed: 1);
        Console.WriteLine(
            $"{pictures.Count} pictures of {string.Join(", ", pictures.ClassNames)}; {training.Count} to learn from, {validation.Count} to check with; "
            + $"{pictures.Skipped.Count} broken");

        Directory.CreateDirectory(folder);
        string weights = Path.Combine(folder, "pictures.safetensors");
        TrainHead(training, validation, weights);
        Trainer<PictureNet> trainer = FineTune(training, validation, weights);
        ConfusionMatrix confusion = new(PictureNet.OutputLength);
        EvaluationResult result = Evaluation.Run(trainer.Network, validation, confusion: confusion);
        trainer.Network.Save(weights);
        Report.Write(Path.Combine(folder, "report.html"), trainer, validation, confusion);
        Console.WriteLine(
            $"{result.Correct} of {result.Images} are told right after fine-tuning all layers, best after epoch {trainer.BestEpoch}; "
            + $"see {Path.Combine(folder, "report.html")}");
        double frozen = GradientMilliseconds<HeadNet>(training);
        double all = GradientMilliseconds<PictureNet>(training);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Gradients of {BatchSize} pictures take {frozen:0.0} ms with the frozen backbone, {all:0.0} ms with all layers"));
        return result.Accuracy > Enough ? 0 : 1;
    }

    private static void TrainHead(Dataset training, Dataset validation, string path)
    {
        string backbone = Path.Combine(AppContext.BaseDirectory, "shapes.safetensors");
        HeadNet network = HeadNet.Create(seed: 1);
        Console.WriteLine($"{Path.GetFileName(backbone)}: {network.Weights.LoadFrom(backbone)}");

        Trainer<HeadNet> trainer = new(network, new Adam(HeadRate), seed: 1) { Augmentation = s_augmentation, Schedule = new CosineDecay(HeadEpochs) };
        trainer.Fit(training, HeadEpochs, BatchSize);
        EvaluationResult result = Evaluation.Run(network, validation);
        Console.WriteLine(
            $"The head alone: {result.Correct} of {result.Images} pictures that it has not seen are told right; "
            + $"{(IsBackbone(network, backbone) ? "no bit" : "A PART")} of the backbone has changed");
        network.Save(path);
    }

    private static Trainer<PictureNet> FineTune(Dataset training, Dataset validation, string path)
    {
        Trainer<PictureNet> trainer = new(PictureNet.Load(path), new Adam(Rate), seed: 1)
        {
            Augmentation = s_augmentation,
            Schedule = new CosineDecay(Epochs),
            KeepBest = TrainingMetric.ValidationLoss,
        };
        trainer.Callbacks.Add(new EarlyStopping(Patience));
        trainer.Fit(training, Epochs, BatchSize, validation: validation);
        trainer.RestoreBest();
        return trainer;
    }

    /// <summary>
    /// What a step costs before the optimizer: the fastest of some. Of a new network, since gradients move the running averages of batch norms.
    /// </summary>
    private static double GradientMilliseconds<TNetwork>(Dataset data)
        where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        const int Repetitions = 20;
        TNetwork network = TNetwork.Create(seed: 1);
        float[] images = new float[BatchSize * data.ImageLength];
        int[] labels = new int[BatchSize];
        float[] gradient = new float[network.Weights.TrainableLength];
        for (int i = 0; i < BatchSize; i++)
        {
            data.CopyImage(i, images.AsSpan(i * data.ImageLength, data.ImageLength));
            labels[i] = data.Label(i);
        }

        double fastest = double.MaxValue;
        for (int i = 0; i < Repetitions; i++)
        {
            long start = Stopwatch.GetTimestamp();
            network.Gradient(images, labels, gradient);
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return fastest;
    }

    /// <summary>Whether the network's backbone still has the bits of the file.</summary>
    private static bool IsBackbone(HeadNet network, string path)
    {
        HeadNet read = HeadNet.Create(seed: 2);
        read.Weights.LoadFrom(path, "backbone.*");
        return network.Weights.Info.Parameters
            .Where(tensor => tensor.Name.StartsWith("backbone.", StringComparison.Ordinal))
            .All(tensor => network.Weights[tensor].SequenceEqual(read.Weights[tensor]));
    }
}
