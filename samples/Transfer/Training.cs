using System.Globalization;
using CnnGen;
using CnnGen.Imaging;

namespace Transfer;

/// <summary>Fine-tunes the backbone with a new head on the pictures, and reports.</summary>
internal static class Training
{
    private const int Epochs = 60;
    private const int BatchSize = 20;
    private const float LearningRate = 0.0005f; // a backbone that is good already takes small steps

    public static int Run(string folder)
    {
        ImagePreprocessing preparation = ImagePreprocessing.For<PictureNet>();
        ImageFileDataset pictures = ImageFileDataset.FromFolder(Path.Combine(AppContext.BaseDirectory, "pictures"), preparation, BrokenImages.Skip);
        (Dataset training, Dataset validation) = pictures.Split(0.33, seed: 1);
        Console.WriteLine(
            $"{pictures.Count} pictures of {string.Join(", ", pictures.ClassNames)}; {training.Count} to learn from, {validation.Count} to check with; "
            + $"{pictures.Skipped.Count} broken");

        PictureNet network = PictureNet.Create(seed: 1);
        string weights = Path.Combine(AppContext.BaseDirectory, "shapes.safetensors");
        int taken = SharedWeights.Take(SafetensorsFile.Read(weights), network.Weights);
        Console.WriteLine($"{taken} tensors of the backbone from {Path.GetFileName(weights)}; the head is new");

        Augmentation augmentation = new Compose(
            new RandomFlip(),
            new RandomAffine(12) { LeastScale = 0.85, MostScale = 1.15, TranslateHorizontally = 0.06, TranslateVertically = 0.06 },
            new ColorJitter { Brightness = 0.2, Contrast = 0.2, Saturation = 0.3, Hue = 0.4 });
        HeadTraining.Run(network, training, augmentation);
        EvaluationResult headOnly = Evaluation.Run(network, validation);
        Console.WriteLine($"The head alone: {headOnly.Correct} of {headOnly.Images} pictures that it has not seen are told right");

        Trainer<PictureNet> trainer = new(network, new Adam(LearningRate), seed: 1) { Augmentation = augmentation, Schedule = new CosineDecay(Epochs) };
        trainer.Fit(training, Epochs, BatchSize, validation: validation);

        ConfusionMatrix confusion = new(PictureNet.OutputLength);
        EvaluationResult result = Evaluation.Run(network, validation, confusion: confusion);
        Directory.CreateDirectory(folder);
        network.Save(Path.Combine(folder, "pictures.safetensors"));
        Report.Write(Path.Combine(folder, "report.html"), trainer, validation, confusion);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Correct} of {result.Images} are told right after fine-tuning all layers; see {Path.Combine(folder, "report.html")}"));
        return result.Accuracy > 0.6 ? 0 : 1;
    }
}
