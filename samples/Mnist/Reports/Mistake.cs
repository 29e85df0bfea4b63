using CnnGen;

namespace Mnist.Reports;

/// <summary>An image that was read wrongly.</summary>
/// <param name="Index">Which test image.</param>
/// <param name="Label">What it is.</param>
/// <param name="Answer">What it was taken for.</param>
/// <param name="Certainty">The probability that the network gave its answer.</param>
internal sealed record Mistake(int Index, int Label, int Answer, float Certainty)
{
    /// <summary>All mistakes, the most certain first: they teach most, about the network or about the label.</summary>
    public static IReadOnlyList<Mistake> Find(LeNet5 network, ImageDataset test)
    {
        List<Mistake> mistakes = [];
        float[] image = new float[LeNet5.InputLength];
        float[] probabilities = new float[LeNet5.OutputLength];
        for (int i = 0; i < test.Count; i++)
        {
            test.CopyImage(i, image);
            network.Forward(image, probabilities);
            int answer = probabilities.IndexOf(probabilities.Max());
            if (answer != test.Label(i))
            {
                mistakes.Add(new Mistake(i, test.Label(i), answer, probabilities[answer]));
            }
        }

        return [.. mistakes.OrderByDescending(mistake => mistake.Certainty)];
    }
}
