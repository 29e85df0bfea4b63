using System.Globalization;
using CnnGen;
using CnnGen.Imaging;

namespace Transfer;

/// <summary>Fine-tunes the backbone with a new head on the pictures, and reports.</summary>
internal static class Training
{
    private const int Epochs = 40;
    private const int BatchSize = 8;

    public static int Run(string folder)
    {
        ImagePreprocessing preparation = ImagePreprocessing.For<PictureNet>();
        ImageFileDataset pictures = ImageFileDataset.FromFolder(Path.Combine(AppContext.BaseDirectory, "pictures"), preparation, BrokenImages.Skip);
        (Dataset training, Dataset validation) = pictures.Split(0.33, seed: 1);
        Console.WriteLine($"{pictures.Count} pictures of {string.Join(", ", pictures.ClassNames)}; {training.Count} to learn from, {validation.Count} to check with; {pictures.Skipped.Count} broken");

        PictureNet network = PictureNet.Create(seed: 1);
        string weights = Path.Combine(AppContext.BaseDirectory, "shapes.safetensors");
        int taken = BackboneWeights.Take(SafetensorsFile.Read(weights), network.Weights);
        Console.WriteLine($"{taken} tensors of the backbone from {Path.GetFileName(weights)}; the head is new");

        Trainer<PictureNet> trainer = new(network, new Adam(0.002f), seed: 1)
        {
            Augmentation = new Compose(
                new RandomResizedCrop(0.6),
                new RandomFlip(),
                new RandomAffine(15) { LeastScale = 0.8, MostScale = 1.1 },
                new ColorJitter { Brightness = 0.3, Contrast = 0.3, Saturation = 0.3, Hue = 0.3 }),
        };
        trainer.Fit(training, Epochs, BatchSize, validation: validation);

        ConfusionMatrix confusion = new(PictureNet.OutputLength);
        EvaluationResult result = Evaluation.Run(network, validation, confusion: confusion);
        Directory.CreateDirectory(folder);
        network.Save(Path.Combine(folder, "pictures.safetensors"));
        Report.Write(Path.Combine(folder, "report.html"), trainer, validation, confusion);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Correct} of {result.Images} pictures that it has not seen are told right; see {Path.Combine(folder, "report.html")}"));
        return result.Accuracy > 0.7 ? 0 : 1;
    }
}
