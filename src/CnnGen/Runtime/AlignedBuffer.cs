namespace CnnGen.Runtime;

/// <summary>
/// Floats aligned to a cache line, zero at first. 64 readable bytes follow the last one, so that a whole vector may be loaded at the end. The memory is the
/// collector's: it stays as long as the buffer or a span over it is reachable, and does not move.
/// </summary>
/// <remarks>Pointers hold nothing: whoever uses <see cref="Pointer"/> keeps the buffer reachable.</remarks>
public sealed unsafe class AlignedBuffer : IDisposable
{
    private const int Alignment = 64;
    private const int Room = 2 * Alignment / sizeof(float);

    private readonly int _first;
    private float[]? _values;

    /// <summary>Allocates.</summary>
    /// <param name="length">Number of floats.</param>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength - Room);
        Length = length;
        _values = GC.AllocateArray<float>(length + Room, pinned: true);
        fixed (float* start = _values)
        {
            HugePages.Advise(start, (nuint)_values.Length * sizeof(float));
            Pointer = (float*)(((nuint)start + (Alignment - 1)) & ~(nuint)(Alignment - 1));
            _first = (int)(Pointer - start);
        }
    }

    /// <summary>Number of floats.</summary>
    public int Length { get; }

    /// <summary>The first float; null once the buffer is disposed.</summary>
    public float* Pointer { get; private set; }

    /// <summary>All floats.</summary>
    /// <exception cref="ObjectDisposedException">The buffer is disposed.</exception>
    public Span<float> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_values is null, this);
            return _values.AsSpan(_first, Length);
        }
    }

    /// <summary>Lets go of the memory, which the collector takes back when no span over it is left.</summary>
    public void Dispose()
    {
        _values = null;
        Pointer = null;
    }
}
