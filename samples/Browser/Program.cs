using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using DigitReader;

[assembly: SupportedOSPlatform("browser")]

namespace CnnGen.Samples.Browser;

/// <summary>What worker.js calls. The program itself ends at once; the exports stay.</summary>
internal static partial class Program
{
    private static readonly DigitSession s_digits = new();
    private static TrainingSession? s_training;

    public static void Main()
    {
    }

    [JSExport]
    internal static string Summary() => LeNet5.Summary;

    [JSExport]
    internal static void LoadWeights(byte[] file) => s_digits.Use(LeNet5.Load(new MemoryStream(file)));

    [JSExport]
    internal static double[] Classify(byte[] ink, int size) => [.. s_digits.Classify(ink, size).ToArray().Select(probability => (double)probability)];

    [JSExport]
    internal static byte[] Input() => s_digits.Input();

    [JSExport]
    internal static byte[] FirstMaps() => s_digits.First();

    [JSExport]
    internal static byte[] SecondMaps() => s_digits.Second();

    [JSExport]
    internal static byte[] Attention() => s_digits.Attention();

    [JSExport]
    internal static void BeginTraining(byte[] images, byte[] labels, int trained, int heldOut) =>
        s_training = new TrainingSession(images, labels, trained, heldOut);

    [JSExport]
    internal static double[] TrainFor(int milliseconds) => Training().RunFor(milliseconds);

    [JSExport]
    internal static double EvaluateAndUse()
    {
        s_digits.Use(Training().Network);
        return Training().Evaluate();
    }

    private static TrainingSession Training() => s_training ?? throw new InvalidOperationException("Training has not begun.");
}
