using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("browser")]

namespace Digits;

/// <summary>What page.js calls. The program itself ends at once; these stay.</summary>
internal static partial class Page
{
    private static DigitNet s_network = DigitNet.Create(seed: 1);

    public static void Main()
    {
    }

    /// <summary>The table of layers.</summary>
    [JSExport]
    internal static string Summary() => DigitNet.Summary;

    /// <summary>Takes the weights of a trained network; until then they are random.</summary>
    [JSExport]
    internal static void Load(byte[] weights) => s_network = DigitNet.Load(new MemoryStream(weights));

    /// <summary>The probability of each digit; empty where nothing is drawn.</summary>
    [JSExport]
    internal static double[] Classify(byte[] ink, int size)
    {
        if (Drawing.ToInput(ink, size) is not { } input)
        {
            return [];
        }

        float[] probabilities = new float[DigitNet.OutputLength];
        s_network.Forward(input, probabilities);
        return [.. probabilities.Select(probability => (double)probability)];
    }
}
