using System.Globalization;
using CnnGen;

namespace Segmentation;

/// <summary>Trains, measures and reports.</summary>
internal static class Training
{
    private const int BatchSize = 8;
    private const double LearningRate = 0.005;

    public static int Run(string folder, bool isShort)
    {
        // The short form is for checks: the masks are worse, and it says so by the same numbers.
        (int images, int epochs, double enough) = isShort ? (300, 8, 0.33) : (600, 15, 0.75);
        TensorDataset training = Scene.Draw(images, seed: 1, UNet.InputHeight, UNet.InputWidth);
        TensorDataset validation = Scene.Draw(images / 4, seed: 2, UNet.InputHeight, UNet.InputWidth);

        Trainer<UNet> trainer = new(new Adam(LearningRate), seed: 1)
        {
            // The labels of the pixels move with the image; what enters at its border is an edge, which counts nothing.
            Augmentation = new Compose(new RandomFlip(), new RandomAffine(15) { LeastScale = 0.8, MostScale = 1.2 }),
            Schedule = new OneCycle(epochs * ((images + BatchSize - 1) / BatchSize)),
        };
        trainer.Fit(training, epochs, BatchSize, new ConsoleProgress(), validation);

        ConfusionMatrix confusion = new(Scene.ClassNames.Count);
        EvaluationResult result = Evaluation.Run(trainer.Network, validation, batchSize: BatchSize, confusion);
        double overlap = confusion.Mean(confusion.IntersectionOverUnion);
        for (int label = 0; label < confusion.Classes; label++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Scene.ClassNames[label],-10}  IoU {confusion.IntersectionOverUnion(label):0.000}  Dice {confusion.Dice(label):0.000}"));
        }

        Directory.CreateDirectory(folder);
        trainer.Network.Save(Path.Combine(folder, "unet.safetensors"));
        string report = Path.Combine(folder, "report.html");
        Report.Write(report, trainer, validation, confusion);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{100 * result.Accuracy:0.0} % of {result.Labels:N0} pixels are right, mean IoU {overlap:0.000}; see {report}"));
        return overlap > enough ? 0 : 1;
    }
}
