using System.Globalization;

namespace CnnGen;

/// <summary>The loss while the learning rate grows: what <see cref="Trainer{TNetwork}.FindLearningRate"/> has measured.</summary>
public sealed class LearningRateCurve
{
    internal LearningRateCurve(IReadOnlyList<double> rates, IReadOnlyList<double> losses)
    {
        Rates = rates;
        Losses = losses;
    }

    /// <summary>The rate of each step, from the smallest.</summary>
    public IReadOnlyList<double> Rates { get; }

    /// <summary>The smoothed loss of each step's batch, before the step.</summary>
    public IReadOnlyList<double> Losses { get; }

    /// <summary>
    /// The rate in the middle of the longest fall of the loss: a good one to train with, or the peak of a <see cref="OneCycle"/>. NaN where there are not three
    /// steps.
    /// </summary>
    /// <remarks>The longest decreasing subsequence, which noise from batch to batch does not break (fastai's <c>valley</c>).</remarks>
    public double Suggestion
    {
        get
        {
            if (Losses.Count < 3)
            {
                return double.NaN;
            }

            int[] lengths = new int[Losses.Count];
            int end = 0;
            for (int i = 0; i < lengths.Length; i++)
            {
                lengths[i] = 1;
                for (int j = 0; j < i; j++)
                {
                    lengths[i] = Losses[i] < Losses[j] ? Math.Max(lengths[i], lengths[j] + 1) : lengths[i];
                }

                end = lengths[i] > lengths[end] ? i : end;
            }

            return Rates[end - (lengths[end] / 2)];
        }
    }

    /// <summary>The curve with the suggestion, as a picture.</summary>
    public string ToSvg() => new LineChart("Loss while the learning rate grows", "learning rate", new ChartSeries("loss", "#2563eb", [.. Rates.Zip(Losses)]))
    {
        IsLogX = true,
        Mark = double.IsNaN(Suggestion) ? null : (Suggestion, Suggestion.ToString("0.#e0", CultureInfo.InvariantCulture)),
    }.ToString();

    /// <summary>Writes the picture.</summary>
    /// <param name="path">A file; its name should end in <c>.svg</c>.</param>
    public void Save(string path) => File.WriteAllText(path, ToSvg());
}
