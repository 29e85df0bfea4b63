namespace CnnGen;

/// <summary>The error that ends a training whose numbers are no numbers any more, with what is known of the cause.</summary>
internal static class Divergence
{
    /// <summary>A batch that gave a loss or a gradient that is not finite.</summary>
    /// <param name="info">The network.</param>
    /// <param name="what">What is not finite: <c>loss</c>, <c>gradient</c>.</param>
    /// <param name="value">Its value.</param>
    /// <param name="state">Where training stands.</param>
    /// <param name="step">The step, from 1.</param>
    /// <param name="loader">The batch.</param>
    /// <param name="weightsAreFinite">Whether the weights before the step are.</param>
    public static NotFiniteNumberException Of(
        NetworkInfo info, string what, double value, in TrainingState state, long step, BatchLoader loader, bool weightsAreFinite)
    {
        string cause = loader.FirstNotFinite() is { } found
            ? $"{found.What} of image {found.Index} of the data is {Text(found.Value)} at value {found.At}"
            : !weightsAreFinite
                ? "the weights are not finite, so an earlier step was too large: lower the learning rate or clip gradients (MaxGradientNorm)"
                : "the images are finite: a lower learning rate, a warm-up or clipped gradients (MaxGradientNorm) may help";
        string kept = weightsAreFinite
            ? " The weights are those before this step, and can be saved."
            : " The last good weights are those of the last checkpoint.";
        return new NotFiniteNumberException(
            $"{info.Name}: the {what} of step {step} (epoch {state.Epoch + 1}, images {state.Position} to {state.Position + loader.Count - 1} in its order) is "
            + $"{Text(value)}; {cause}.{kept}",
            value);
    }

    /// <summary>An evaluation whose loss is not finite.</summary>
    public static NotFiniteNumberException OfValidation(NetworkInfo info, int epoch, double loss) =>
        new(
            $"{info.Name}: the validation loss after epoch {epoch} is {Text(loss)}; the epoch is not counted as complete, and the weights are those it "
            + $"ended with.",
            loss);

    /// <summary>Weights that a checkpoint would hold.</summary>
    public static NotFiniteNumberException OfWeights(NetworkInfo info, long step) =>
        new($"{info.Name}: after step {step} the weights are not finite; no checkpoint was written, so that the last good one is kept.", double.NaN);

    private static string Text(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "+∞" : "−∞";
}
