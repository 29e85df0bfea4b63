using System.Numerics;
using System.Runtime.CompilerServices;
using CnnGen.Runtime;
using CnnGen.Threading;

namespace CnnGen;

/// <summary>
/// From the gradients of one or several batches to what the optimizer takes: their mean, checked and clipped. Every value is computed by itself or summed in a
/// fixed order, so that threads change no bit.
/// </summary>
internal sealed unsafe class GradientStep(NetworkWeights weights)
{
    // As optimizers do: below this a thread is done sooner than another one wakes up.
    private const int ValuesPerThread = 1 << 15;

    // A multiple of every vector, and of what shares a cache line.
    private const int ValuesPerBlock = 4096;

    // PyTorch's clip_grad_norm_ divides by a little more than the norm.
    private const double NormMargin = 1e-6;

    private static readonly Action<object, int> s_work = static (step, part) => ((GradientStep)step).Work(part);

    private readonly AlignedBuffer _gradient = new(weights.TrainableLength);
    private readonly float[] _statistics = new float[weights.Values.Length - weights.TrainableLength];
    private AlignedBuffer? _sum;
    private double[] _squares = [];
    private bool[] _isFinite = [];
    private Job _job;

    /// <summary>The gradient of one batch, and in the end that of the step.</summary>
    public Span<float> Gradient => _gradient.Span;

    /// <summary>Remembers the running statistics of batch norms, which the pass through a batch moves.</summary>
    public void KeepStatistics() => weights.Values[weights.TrainableLength..].CopyTo(_statistics);

    /// <summary>Brings all running statistics back to what they were.</summary>
    public void RestoreStatistics()
    {
        _statistics.CopyTo(weights.Values[weights.TrainableLength..]);
        weights.MarkChanged();
    }

    /// <summary>Brings the running statistics of tensors back that are not trained.</summary>
    public void RestoreStatistics(IEnumerable<ParameterTensor> frozen)
    {
        foreach (ParameterTensor tensor in frozen)
        {
            if (!tensor.IsTrainable)
            {
                _statistics.AsSpan(tensor.Offset - weights.TrainableLength, tensor.Length).CopyTo(weights[tensor]);
            }
        }
    }

    /// <summary>Adds the gradient of a batch to the sum of a step that has several.</summary>
    /// <param name="images">Images of the batch.</param>
    /// <param name="isFirst">Whether it is the first of the step.</param>
    /// <param name="threads">Threads to use at most.</param>
    public void Accumulate(int images, bool isFirst, int threads)
    {
        _sum ??= new AlignedBuffer(weights.TrainableLength);
        Run(isFirst ? Operation.Scaled : Operation.AddScaled, _sum.Pointer, _gradient.Pointer, images, weights.TrainableLength, threads);
    }

    /// <summary>The mean over the images of all batches becomes the gradient of the step.</summary>
    public void TakeMean(int images, int threads) =>
        Run(Operation.Scaled, _gradient.Pointer, _sum!.Pointer, 1f / images, weights.TrainableLength, threads);

    /// <summary>target ← target + source · factor.</summary>
    public void AddScaled(ReadOnlySpan<float> source, Span<float> target, float factor, int threads) =>
        Run(Operation.AddScaled, source, target, factor, threads);

    /// <summary>target ← source · factor.</summary>
    public void Scale(ReadOnlySpan<float> source, Span<float> target, float factor, int threads) => Run(Operation.Scaled, source, target, factor, threads);

    /// <summary>Whether no value of the gradient is infinite or not a number.</summary>
    public bool IsFinite(int threads) => IsFinite(_gradient.Pointer, weights.TrainableLength, threads);

    /// <summary>Whether no value of a buffer is infinite or not a number.</summary>
    public bool IsFinite(Span<float> values, int threads)
    {
        fixed (float* first = values)
        {
            return IsFinite(first, values.Length, threads);
        }
    }

    /// <summary>Shortens the gradient to a length at most, as PyTorch's clip_grad_norm_ does.</summary>
    /// <returns>Its length before.</returns>
    public double ClipNorm(double largest, ParameterLayout layout, int threads)
    {
        double norm = Norm(layout, threads);
        double factor = largest / (norm + NormMargin);
        if (factor < 1)
        {
            Run(Operation.Scaled, _gradient.Pointer, _gradient.Pointer, (float)factor, weights.TrainableLength, threads);
        }

        return norm;
    }

    /// <summary>Bounds every value of the gradient, as PyTorch's clip_grad_value_ does.</summary>
    public void ClipValue(double largest, int threads) =>
        Run(Operation.Clamp, _gradient.Pointer, _gradient.Pointer, (float)largest, weights.TrainableLength, threads);

    /// <summary>average ← average + (1 − decay) · (weights − average) for trained values; statistics are copied.</summary>
    public void Average(AlignedBuffer average, double decay, int threads)
    {
        fixed (float* values = weights.Values)
        {
            Run(Operation.Approach, average.Pointer, values, (float)(1 - decay), weights.TrainableLength, threads);
        }

        weights.Values[weights.TrainableLength..].CopyTo(average.Span[weights.TrainableLength..]);
    }

    private double Norm(ParameterLayout layout, int threads)
    {
        double total = 0;
        foreach (ParameterSegment segment in layout.Segments)
        {
            int blocks = Blocks(segment.End - segment.Start);
            _squares = _squares.Length < blocks ? new double[blocks] : _squares;
            Run(Operation.Squares, null, _gradient.Pointer + segment.Start, 0, segment.End - segment.Start, threads);
            for (int block = 0; block < blocks; block++)
            {
                total += _squares[block];
            }
        }

        return Math.Sqrt(total);
    }

    private bool IsFinite(float* values, int length, int threads)
    {
        int blocks = Blocks(length);
        _isFinite = _isFinite.Length < blocks ? new bool[blocks] : _isFinite;
        Run(Operation.Check, null, values, 0, length, threads);
        return !_isFinite.AsSpan(0, blocks).Contains(false);
    }

    private static int Blocks(int length) => (length + ValuesPerBlock - 1) / ValuesPerBlock;

    private void Run(Operation operation, ReadOnlySpan<float> source, Span<float> target, float factor, int threads)
    {
        fixed (float* first = source, into = target)
        {
            Run(operation, into, first, factor, target.Length, threads);
        }
    }

    private void Run(Operation operation, float* target, float* source, float factor, int length, int threads)
    {
        int parts = Math.Clamp(length / ValuesPerThread, 1, threads);
        _job = new Job { Operation = operation, Target = target, Source = source, Factor = factor, Length = length, Parts = parts };
        WorkerPool.Fork(parts, s_work, this);
    }

    private void Work(int part)
    {
        int blocks = Blocks(_job.Length);
        int end = Partition.Start(part + 1, _job.Parts, blocks);
        for (int block = Partition.Start(part, _job.Parts, blocks); block < end; block++)
        {
            int start = block * ValuesPerBlock;
            int length = Math.Min(ValuesPerBlock, _job.Length - start);
            ReadOnlySpan<float> source = new(_job.Source + start, length);
            Span<float> target = new(_job.Target + start, _job.Target == null ? 0 : length);
            switch (_job.Operation)
            {
                case Operation.Scaled:
                    Scale(target, source, _job.Factor);
                    break;
                case Operation.AddScaled:
                    AddScaled(target, source, _job.Factor);
                    break;
                case Operation.Clamp:
                    Clamp(target, _job.Factor);
                    break;
                case Operation.Approach:
                    Approach(target, source, _job.Factor);
                    break;
                case Operation.Squares:
                    _squares[block] = SumOfSquares(source);
                    break;
                default:
                    _isFinite[block] = IsFinite(source);
                    break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(Span<float> target, ReadOnlySpan<float> source, float factor)
    {
        int i = 0;
        for (; i <= source.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(source[i..]) * factor).CopyTo(target[i..]);
        }

        for (; i < source.Length; i++)
        {
            target[i] = source[i] * factor;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float factor)
    {
        int i = 0;
        for (; i <= source.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(target[i..]) + (new Vector<float>(source[i..]) * factor)).CopyTo(target[i..]);
        }

        for (; i < source.Length; i++)
        {
            target[i] += source[i] * factor;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Clamp(Span<float> target, float largest)
    {
        Vector<float> high = new(largest);
        Vector<float> low = new(-largest);
        int i = 0;
        for (; i <= target.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Max(low, Vector.Min(high, new Vector<float>(target[i..]))).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            target[i] = MathF.Max(-largest, MathF.Min(largest, target[i]));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Approach(Span<float> target, ReadOnlySpan<float> source, float share)
    {
        int i = 0;
        for (; i <= source.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> value = new(target[i..]);
            (value + ((new Vector<float>(source[i..]) - value) * share)).CopyTo(target[i..]);
        }

        for (; i < source.Length; i++)
        {
            target[i] += (source[i] - target[i]) * share;
        }
    }

    // Four sums, whatever the width of vectors, so that their order is the same on every machine.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        double a = 0, b = 0, c = 0, d = 0;
        int i = 0;
        for (; i <= values.Length - 4; i += 4)
        {
            a += (double)values[i] * values[i];
            b += (double)values[i + 1] * values[i + 1];
            c += (double)values[i + 2] * values[i + 2];
            d += (double)values[i + 3] * values[i + 3];
        }

        for (; i < values.Length; i++)
        {
            a += (double)values[i] * values[i];
        }

        return a + b + (c + d);
    }

    // Infinity and NaN times zero are NaN, which no addition takes away.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsFinite(ReadOnlySpan<float> values)
    {
        Vector<float> sum = Vector<float>.Zero;
        float rest = 0;
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            sum += new Vector<float>(values[i..]) * Vector<float>.Zero;
        }

        for (; i < values.Length; i++)
        {
            rest += values[i] * 0;
        }

        return Vector.EqualsAll(sum, Vector<float>.Zero) && rest == 0;
    }

    private enum Operation
    {
        Scaled,
        AddScaled,
        Clamp,
        Approach,
        Squares,
        Check,
    }

    /// <summary>What the parts of one pass work on.</summary>
    private struct Job
    {
        public Operation Operation;
        public float* Target;
        public float* Source;
        public float Factor;
        public int Length;
        public int Parts;
    }
}
