using CnnGen.Threading;

namespace CnnGen.Packing;

/// <summary>
/// The steps of a program's packing, cut into pieces for several threads. No piece reads what another writes, and each has its own place, so neither their
/// order nor the thread that takes one changes a bit.
/// </summary>
internal sealed unsafe class PackingPlan : IDisposable
{
    // A quarter of a megabyte is packed sooner than a sleeping thread wakes.
    private const int LengthOfThread = 1 << 16;

    private static readonly Action<object, int> s_runPart = static (plan, part) => ((PackingPlan)plan).RunPart(part);

    private readonly List<Piece> _pieces = [];
    private readonly int _mostParts;
    private PackingScratch[] _scratch = [];
    private ParameterSource? _source;
    private float* _packed;
    private int _taken;

    /// <summary>Cuts the steps.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="length">Floats of the packed weights.</param>
    public PackingPlan(PackingStep[] steps, int length)
    {
        foreach (PackingStep step in steps)
        {
            for (int first = 0; first < step.Rows; first += step.RowsOfPiece)
            {
                _pieces.Add(new Piece(step, first, Math.Min(step.RowsOfPiece, step.Rows - first)));
            }
        }

        _mostParts = Math.Max(Math.Min(length / LengthOfThread, _pieces.Count), 1);
    }

    /// <summary>Runs all steps.</summary>
    /// <param name="source">The weights.</param>
    /// <param name="packed">Receives them; places that no step writes are left as they are.</param>
    /// <param name="threads">Threads that may be used.</param>
    public void Run(ParameterSource source, float* packed, int threads)
    {
        int parts = Math.Min(threads, _mostParts);
        if (_scratch.Length < parts)
        {
            _scratch = new PackingScratch[parts];
            for (int i = 0; i < parts; i++)
            {
                _scratch[i] = new PackingScratch();
            }
        }

        _source = source;
        _packed = packed;
        _taken = 0;
        WorkerPool.Fork(parts, s_runPart, this);
        _source = null;
    }

    /// <summary>Gives back the memory of all threads.</summary>
    public void Dispose()
    {
        foreach (PackingScratch scratch in _scratch)
        {
            scratch.Dispose();
        }
    }

    private void RunPart(int part)
    {
        PackingScratch scratch = _scratch[part];
        PackingInput input = new(_source!, scratch);
        for (int i = Interlocked.Increment(ref _taken) - 1; i < _pieces.Count; i = Interlocked.Increment(ref _taken) - 1)
        {
            scratch.Reset();
            Piece piece = _pieces[i];
            piece.Step.Run(piece.First, piece.Count, input, _packed);
        }
    }

    /// <summary>Some rows of a step.</summary>
    private readonly record struct Piece(PackingStep Step, int First, int Count);
}
