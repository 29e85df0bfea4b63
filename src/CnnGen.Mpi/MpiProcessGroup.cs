using System.Diagnostics;
using CnnGen.Runtime;

namespace CnnGen.Mpi;

/// <summary>
/// The processes that <c>mpirun</c> or <c>srun</c> has started (MPI_COMM_WORLD). <see cref="Run"/> is the usual way to have one: it also ends all processes
/// where one fails, which otherwise would wait for it forever.
/// </summary>
/// <remarks>
/// A program that no launcher has started is a group of one. Calls come from one thread at a time. MPI is begun once a process, and not again after the end.
/// </remarks>
public sealed unsafe class MpiProcessGroup : IProcessGroup, IDisposable
{
    private readonly MpiLibrary _mpi;
    private OrderedSum? _sum;
    private AlignedBuffer? _added;
    private bool _isDisposed;

    /// <summary>Begins MPI.</summary>
    /// <exception cref="MpiException">There is no MPI library, or it cannot begin.</exception>
    public MpiProcessGroup()
    {
        _mpi = MpiLibrary.Load();
        _mpi.Initialize();
        Rank = _mpi.Rank();
        Size = _mpi.Size();
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Size { get; }

    /// <summary>In which order gradients are added; in that of the groups at first.</summary>
    public SumOrder Order { get; init; }

    /// <summary>How long this process has been exchanging: sending, adding, and waiting for others.</summary>
    public TimeSpan ExchangeTime { get; private set; }

    /// <summary>
    /// Begins MPI, runs a program in this process, and ends MPI. What the program throws is printed with the number of the process, and ends all of them.
    /// </summary>
    /// <param name="order">In which order gradients are added.</param>
    /// <param name="program">The program; what it returns is this process's exit code.</param>
    public static int Run(SumOrder order, Func<MpiProcessGroup, int> program)
    {
        using MpiProcessGroup processes = new() { Order = order };
        try
        {
            return program(processes);
        }
        catch (OperationCanceledException)
        {
            throw; // a trainer that is cancelled ends in all processes
        }
        catch (Exception failure)
        {
            Console.Error.WriteLine($"process {processes.Rank} of {processes.Size}: {failure}");
            Console.Error.Flush();
            processes._mpi.Abort(1);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Sum(ReadOnlySpan<float> own, Span<float> total)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (total.Length == 0 || own.Length % total.Length != 0)
        {
            throw new ArgumentException($"{own.Length} values are no whole number of vectors of {total.Length}.", nameof(own));
        }

        long begin = Stopwatch.GetTimestamp();
        if (Order == SumOrder.Any)
        {
            SumInAnyOrder(own, total);
        }
        else
        {
            SumInOrder(own, total);
        }

        ExchangeTime += Stopwatch.GetElapsedTime(begin);
    }

    /// <inheritdoc/>
    public void Gather(ReadOnlySpan<double> own, Span<double> all)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (all.Length != own.Length * Size)
        {
            throw new ArgumentException($"{Size} processes give {own.Length * Size} numbers; there is room for {all.Length}.", nameof(all));
        }

        long begin = Stopwatch.GetTimestamp();
        fixed (double* source = own, target = all)
        {
            _mpi.Gather(source, own.Length, target);
        }

        ExchangeTime += Stopwatch.GetElapsedTime(begin);
    }

    /// <summary>Ends MPI, when all processes do.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _sum?.Dispose();
            _added?.Dispose();
            _mpi.Complete();
        }
    }

    private void SumInOrder(ReadOnlySpan<float> own, Span<float> total)
    {
        int[] vectors = VectorsOfAll(own.Length / total.Length);
        if (_sum is null || !_sum.Vectors.SequenceEqual(vectors))
        {
            _sum?.Dispose();
            _sum = new OrderedSum(_mpi, Rank, vectors);
        }

        fixed (float* source = own, target = total)
        {
            _sum.Run(source, target, total.Length);
        }
    }

    private int[] VectorsOfAll(int own)
    {
        double[] all = new double[Size];
        Gather([own], all);
        return Array.ConvertAll(all, count => (int)count);
    }

    private void SumInAnyOrder(ReadOnlySpan<float> own, Span<float> total)
    {
        if (_added?.Length != total.Length)
        {
            _added?.Dispose();
            _added = new AlignedBuffer(total.Length);
        }

        Span<float> added = _added.Span;
        added.Clear();
        for (int i = 0; i < own.Length; i += total.Length)
        {
            OrderedSum.Add(own.Slice(i, total.Length), added);
        }

        fixed (float* target = total)
        {
            _mpi.Sum(_added.Pointer, target, total.Length);
        }
    }
}
