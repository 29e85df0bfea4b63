using System.Security.Cryptography;
using CnnGen;
using Mnist.Charts;

namespace Mnist.Reports;

/// <summary>What a trained network does on the test images, and the files that show it.</summary>
internal sealed class RunResults
{
    private const string WeightsFile = "lenet5.safetensors";
    private const string CurveFile = "learning-curve.svg";
    private const string ConfusionFile = "confusion-matrix.svg";
    private const string MistakesFile = "mistakes.svg";

    private readonly LeNet5 _network;
    private readonly ImageDataset _test;
    private readonly ConfusionMatrix _confusion;

    private RunResults(LeNet5 network, TrainingHistory history, ImageDataset test, EvaluationResult evaluation, ConfusionMatrix confusion)
    {
        _network = network;
        _test = test;
        _confusion = confusion;
        History = history;
        Test = evaluation;
    }

    /// <summary>The files that <see cref="Write"/> makes.</summary>
    public static IReadOnlyList<string> FileNames { get; } = [WeightsFile, CurveFile, ConfusionFile, MistakesFile];

    public TrainingHistory History { get; }

    public EvaluationResult Test { get; }

    public static RunResults Of(Trainer<LeNet5> trainer, ImageDataset test)
    {
        ConfusionMatrix confusion = new(LeNet5.OutputLength);
        EvaluationResult evaluation = trainer.Evaluate(test, confusion: confusion);
        return new RunResults(trainer.Network, trainer.History, test, evaluation, confusion);
    }

    /// <summary>Writes weights, charts and the sheet of mistakes.</summary>
    public void Write(string folder)
    {
        _network.Save(Path.Combine(folder, WeightsFile));
        File.WriteAllText(Path.Combine(folder, CurveFile), LearningCurve.Draw(History));
        File.WriteAllText(Path.Combine(folder, ConfusionFile), ConfusionChart.Draw(_confusion));
        File.WriteAllText(Path.Combine(folder, MistakesFile), MistakeSheet.Draw(Mistake.Find(_network, _test), _test));
    }

    /// <summary>The fingerprint of the weight file: equal for equal seeds, whatever the threads and however often the run was stopped.</summary>
    public static string WeightsSha256(string folder)
    {
        using FileStream weights = File.OpenRead(Path.Combine(folder, WeightsFile));
        return Convert.ToHexStringLower(SHA256.HashData(weights));
    }
}
