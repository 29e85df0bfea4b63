using System.Globalization;
using CnnGen;

namespace Transfer;

/// <summary>Trains the backbone on shapes, of which there are any number.</summary>
internal static class Pretraining
{
    private const int Epochs = 6;
    private const int Images = 6_000;

    public static int Run(string path)
    {
        Trainer<ShapeNet> trainer = new(new Adam(0.003f), seed: 1) { Schedule = new CosineDecay(Epochs) };
        trainer.Fit(new PaintedShapes(Images, seed: 1), Epochs, batchSize: 50);
        EvaluationResult unseen = trainer.Evaluate(new PaintedShapes(1_000, seed: 2));
        trainer.Network.Save(path);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: tells {100 * unseen.Accuracy:0.0} % of 1,000 new shapes."));
        return 0;
    }
}
