namespace CnnGen.Runtime;

/// <summary>
/// Sums over the images of a batch for batch norm, in double precision and in the order of the images, so that threads do not change a bit;
/// called by generated code.
/// </summary>
public static unsafe class BatchNormSums
{
    // Channels that are summed together: a cache line of each image.
    private const int Block = 16;

    /// <summary>
    /// Mean and variance of each channel, from the images' means and sums of squared distances to them (Chan, Golub and LeVeque, 1979). Moves the running
    /// averages, the variance by its unbiased value.
    /// </summary>
    /// <param name="batch">The batch. Its values receive μ, γ/√(σ² + ε) and 1/√(σ² + ε).</param>
    /// <param name="norm">The layer's tensors.</param>
    /// <param name="pixels">Pixels of an image.</param>
    /// <param name="momentum">Share of this batch in the running averages.</param>
    /// <param name="contributions">Where the images' contributions to this layer begin.</param>
    /// <param name="contributionsLength">Floats from an image's contributions to the next image's.</param>
    /// <param name="values">Where the values begin.</param>
    /// <param name="from">First of the blocks of 16 channels that this call computes.</param>
    /// <param name="to">Where these blocks end.</param>
    public static void Statistics(
        in MicroBatch batch, BatchNormTensors norm, int pixels, float momentum, int contributions, int contributionsLength, int values, int from, int to)
    {
        int run = Run(norm.Channels);
        float* result = batch.WholeBatch + values;
        double* means = stackalloc double[Block];
        double* squares = stackalloc double[Block];
        double count = (double)batch.Count * pixels;
        for (int first = from * Block; first < Math.Min(norm.Channels, to * Block); first += Block)
        {
            Sum(batch, contributions + first, contributionsLength, means);
            for (int i = 0; i < Block; i++)
            {
                means[i] /= batch.Count;
                squares[i] = 0;
            }

            for (int image = 0; image < batch.Count; image++)
            {
                float* mean = batch.Contributions + ((nint)image * contributionsLength) + contributions + first;
                for (int i = 0; i < Block; i++)
                {
                    double distance = mean[i] - means[i];
                    squares[i] += mean[run + i] + (pixels * distance * distance);
                }
            }

            for (int i = 0; i < Math.Min(Block, norm.Channels - first); i++)
            {
                int c = first + i;
                double reciprocal = 1 / Math.Sqrt((squares[i] / count) + norm.Epsilon);
                result[c] = (float)means[i];
                result[run + c] = (float)(norm.Scale(c) * reciprocal);
                result[(2 * run) + c] = (float)reciprocal;
                norm.MoveAverages(c, means[i], squares[i] / (count - 1), momentum);
            }
        }
    }

    /// <summary>The gradients of γ and β, from the images' sums of g and of g · (x − μ).</summary>
    /// <param name="batch">The batch. Its values receive the mean of g, and the mean of g · (x − μ) over σ² + ε.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="pixels">Pixels of an image.</param>
    /// <param name="statistics">Where the values of <see cref="Statistics"/> begin.</param>
    /// <param name="contributions">Where the images' contributions to this layer begin.</param>
    /// <param name="contributionsLength">Floats from an image's contributions to the next image's.</param>
    /// <param name="values">Where the values begin.</param>
    /// <param name="dScale">The gradient of γ is added to it.</param>
    /// <param name="dShift">The gradient of β is added to it.</param>
    /// <param name="from">First of the blocks of 16 channels that this call computes.</param>
    /// <param name="to">Where these blocks end.</param>
    public static void Gradients(
        in MicroBatch batch,
        int channels,
        int pixels,
        int statistics,
        int contributions,
        int contributionsLength,
        int values,
        float* dScale,
        float* dShift,
        int from,
        int to)
    {
        int run = Run(channels);
        float* result = batch.WholeBatch + values;
        float* reciprocals = batch.WholeBatch + statistics + (2 * run);
        double* sums = stackalloc double[Block];
        double* products = stackalloc double[Block];
        double count = (double)batch.Count * pixels;
        for (int first = from * Block; first < Math.Min(channels, to * Block); first += Block)
        {
            Sum(batch, contributions + first, contributionsLength, sums);
            Sum(batch, contributions + run + first, contributionsLength, products);
            for (int i = 0; i < Math.Min(Block, channels - first); i++)
            {
                int c = first + i;
                double reciprocal = reciprocals[c];
                dShift[c] += (float)sums[i]; // layers may share their tensors
                dScale[c] += (float)(products[i] * reciprocal);
                result[c] = (float)(sums[i] / count);
                result[run + c] = (float)(products[i] * reciprocal * reciprocal / count);
            }
        }
    }

    private static void Sum(in MicroBatch batch, int at, int contributionsLength, double* sums)
    {
        new Span<double>(sums, Block).Clear();
        for (int image = 0; image < batch.Count; image++)
        {
            float* values = batch.Contributions + ((nint)image * contributionsLength) + at;
            for (int i = 0; i < Block; i++)
            {
                sums[i] += values[i];
            }
        }
    }

    /// <summary>From one run of numbers, one a channel, to the next.</summary>
    private static int Run(int channels) => (channels + Block - 1) / Block * Block;
}
