namespace CnnGen.Reference.Losses;

/// <summary>The mean over all values of all images of a function of a value and its target.</summary>
/// <param name="value">The function.</param>
/// <param name="derivative">Its derivative by the value.</param>
public sealed class ValueLoss(Func<double, double, double> value, Func<double, double, double> derivative) : BatchLoss
{
    /// <summary>(x − t)².</summary>
    public static ValueLoss MeanSquaredError => new((x, t) => (x - t) * (x - t), (x, t) => 2 * (x - t));

    /// <summary>½d² near the target, a line beyond.</summary>
    public static ValueLoss Huber(double delta) => new(
        (x, t) => Math.Abs(x - t) <= delta ? 0.5 * (x - t) * (x - t) : delta * (Math.Abs(x - t) - (0.5 * delta)),
        (x, t) => Math.Clamp(x - t, -delta, delta));

    /// <summary>−w·t·log σ(x) − (1 − t)·log(1 − σ(x)).</summary>
    public static ValueLoss BinaryCrossEntropy(double positiveWeight = 1) => new(
        (x, t) => (positiveWeight * t * Math.Log(1 + Math.Exp(-x))) + ((1 - t) * Math.Log(1 + Math.Exp(x))),
        (x, t) => (-positiveWeight * t / (1 + Math.Exp(x))) + ((1 - t) / (1 + Math.Exp(-x))));

    public override double Value(IReadOnlyList<RefTensor> outputs, IReadOnlyList<double[]> targets) =>
        outputs.Select((output, image) => output.Values.Select((x, i) => value(x, targets[image][i])).Average()).Average();

    public override RefTensor[] Gradient(IReadOnlyList<RefTensor> outputs, IReadOnlyList<double[]> targets) =>
    [
        .. outputs.Select((output, image) => new RefTensor(
            output.Height,
            output.Width,
            output.Channels,
            [.. output.Values.Select((x, i) => derivative(x, targets[image][i]) / (output.Length * outputs.Count))])),
    ];
}
