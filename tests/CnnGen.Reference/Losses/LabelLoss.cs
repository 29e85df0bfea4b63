namespace CnnGen.Reference.Losses;

/// <summary>
/// −Σ t·log softmax(x) at each position, where t = w[c]·((1 − s)·1[c = label] + s/K); divided by the sum of w[label] over all labels of the batch that count.
/// PyTorch's
/// <c>cross_entropy</c> with <c>ignore_index</c>, <c>weight</c> and <c>label_smoothing</c>.
/// </summary>
/// <param name="ignored">A label that does not count.</param>
/// <param name="weights">What each class counts; null where all count 1.</param>
/// <param name="smoothing">s.</param>
public sealed class LabelLoss(int? ignored = null, double[]? weights = null, double smoothing = 0) : BatchLoss
{
    public override double Value(IReadOnlyList<RefTensor> outputs, IReadOnlyList<double[]> targets)
    {
        double sum = 0;
        Each(outputs, targets, (image, position, label) =>
        {
            double[] scores = Scores(outputs[image], position);
            double log = Math.Log(scores.Sum(Math.Exp));
            sum += scores.Select((x, c) => Target(c, label, scores.Length) * (log - x)).Sum();
        });
        return sum / Counted(outputs, targets);
    }

    public override RefTensor[] Gradient(IReadOnlyList<RefTensor> outputs, IReadOnlyList<double[]> targets)
    {
        RefTensor[] gradients = [.. outputs.Select(output => output.ZerosLike())];
        double counted = Counted(outputs, targets);
        Each(outputs, targets, (image, position, label) =>
        {
            double[] scores = Scores(outputs[image], position);
            double total = scores.Sum(Math.Exp);
            double all = Enumerable.Range(0, scores.Length).Sum(c => Target(c, label, scores.Length));
            for (int c = 0; c < scores.Length; c++)
            {
                gradients[image].Values[(position * scores.Length) + c] = ((all * Math.Exp(scores[c]) / total) - Target(c, label, scores.Length)) / counted;
            }
        });
        return gradients;
    }

    private double Counted(IReadOnlyList<RefTensor> outputs, IReadOnlyList<double[]> targets)
    {
        double counted = 0;
        Each(outputs, targets, (_, _, label) => counted += weights?[label] ?? 1);
        return counted;
    }

    private void Each(IReadOnlyList<RefTensor> outputs, IReadOnlyList<double[]> targets, Action<int, int, int> action)
    {
        for (int image = 0; image < outputs.Count; image++)
        {
            for (int position = 0; position < outputs[image].Height * outputs[image].Width; position++)
            {
                int label = (int)targets[image][position];
                if (label != ignored)
                {
                    action(image, position, label);
                }
            }
        }
    }

    private double Target(int c, int label, int classes) => (weights?[c] ?? 1) * ((c == label ? 1 - smoothing : 0) + (smoothing / classes));

    private static double[] Scores(RefTensor output, int position) => output.Values[(position * output.Channels)..((position + 1) * output.Channels)];
}
