namespace CnnGen.Reference.Operators;

/// <summary>
/// y = (x − μ)/√(σ² + ε) · weight[c] + bias[c]. In training μ and σ² are the mean and the biased variance of a channel over all images and pixels of the batch;
/// in inference they are the running averages.
/// </summary>
public sealed class BatchNorm : RefOperator
{
    private readonly double _epsilon;
    private readonly double _momentum;
    private readonly RefParameter _weight;
    private readonly RefParameter _bias;
    private readonly RefParameter _mean;
    private readonly RefParameter _variance;
    private bool _isTraining = true;

    public BatchNorm(double[] weight, double[] bias, double[] runningMean, double[] runningVariance, double epsilon = 1e-5f, double momentum = 0.1f)
    {
        _epsilon = epsilon;
        _momentum = momentum;
        _weight = new RefParameter("weight", [weight.Length], weight);
        _bias = new RefParameter("bias", [weight.Length], bias);
        _mean = new RefParameter("running_mean", [weight.Length], runningMean) { IsTrainable = false };
        _variance = new RefParameter("running_var", [weight.Length], runningVariance) { IsTrainable = false };
    }

    public override IReadOnlyList<RefParameter> Parameters => [_weight, _bias, _mean, _variance];

    public override RefTensor[] Forward(IReadOnlyList<RefTensor[]> inputs, bool training)
    {
        _isTraining = training;
        RefTensor[] outputs = [.. inputs[0].Select(x => x.ZerosLike())];
        for (int c = 0; c < _weight.Values.Length; c++)
        {
            (double mean, double variance) = training ? Statistics(inputs[0], c) : (_mean.Values[c], _variance.Values[c]);
            foreach ((int image, int h, int w) in Pixels(inputs[0]))
            {
                double normalised = (inputs[0][image][h, w, c] - mean) / Math.Sqrt(variance + _epsilon);
                outputs[image][h, w, c] = (normalised * _weight.Values[c]) + _bias.Values[c];
            }
        }

        return outputs;
    }

    // The derivative of a normalised value has three parts: its own, and through the mean and the variance, which all values of the channel share. Running
    // averages, which the last forward pass may have taken, are constants.
    public override void Backward(IReadOnlyList<RefTensor[]> inputs, RefTensor[] outputs, RefTensor[] dOutputs, IReadOnlyList<RefTensor[]> dInputs)
    {
        (int Image, int H, int W)[] pixels = [.. Pixels(inputs[0])];
        for (int c = 0; c < _weight.Values.Length; c++)
        {
            (double mean, double variance) = _isTraining ? Statistics(inputs[0], c) : (_mean.Values[c], _variance.Values[c]);
            double deviation = Math.Sqrt(variance + _epsilon);
            double sum = 0;
            double product = 0;
            foreach ((int image, int h, int w) in pixels)
            {
                double g = dOutputs[image][h, w, c];
                double scaled = g * (inputs[0][image][h, w, c] - mean) / deviation;
                sum += g;
                product += scaled;
                _bias.Collect(c, g);
                _weight.Collect(c, scaled);
            }

            foreach ((int image, int h, int w) in pixels)
            {
                double normalised = (inputs[0][image][h, w, c] - mean) / deviation;
                double shared = _isTraining ? (sum / pixels.Length) + (normalised * product / pixels.Length) : 0;
                double own = dOutputs[image][h, w, c] - shared;
                dInputs[0][image][h, w, c] += own * _weight.Values[c] / deviation;
            }
        }
    }

    /// <summary>What one batch in training makes of the running averages; the variance is the unbiased one.</summary>
    public void UpdateAverages(RefTensor[] inputs)
    {
        double count = Pixels(inputs).Count();
        for (int c = 0; c < _weight.Values.Length; c++)
        {
            (double mean, double variance) = Statistics(inputs, c);
            _mean.Values[c] += _momentum * (mean - _mean.Values[c]);
            _variance.Values[c] += _momentum * ((variance * count / (count - 1)) - _variance.Values[c]);
        }
    }

    private static (double Mean, double Variance) Statistics(RefTensor[] inputs, int c)
    {
        double[] values = [.. Pixels(inputs).Select(at => inputs[at.Image][at.H, at.W, c])];
        double mean = values.Average();
        return (mean, values.Average(x => (x - mean) * (x - mean)));
    }

    private static IEnumerable<(int Image, int H, int W)> Pixels(RefTensor[] images)
    {
        for (int image = 0; image < images.Length; image++)
        {
            for (int h = 0; h < images[image].Height; h++)
            {
                for (int w = 0; w < images[image].Width; w++)
                {
                    yield return (image, h, w);
                }
            }
        }
    }
}
