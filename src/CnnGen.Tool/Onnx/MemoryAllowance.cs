namespace CnnGen.Tool.Onnx;

/// <summary>
/// What reading a file may take: ten times its size and 64 MiB, so that a small file of a stranger's cannot ask for much. Readers say what they are about to
/// allocate and keep. Half of the 64 MiB are for what is not counted: messages, graphs, and the largest constant that is computed before its size is known.
/// </summary>
/// <param name="fileLength">Bytes of the file.</param>
internal sealed class MemoryAllowance(long fileLength)
{
    private const int TimesTheFile = 10;
    private const int CountedMebibytes = 32;
    private const int UncountedMebibytes = 32;

    private long _length = fileLength;
    private long _taken;

    private MemoryAllowance()
        : this(0) => IsUnlimited = true;

    /// <summary>For files that are known to compute large arrays.</summary>
    public static MemoryAllowance Unlimited { get; } = new();

    /// <summary>What a message says where there is no more.</summary>
    public string Excess => FormattableString.Invariant(
        $"A file of {_length} bytes asks for more memory than {TimesTheFile} times its size and {CountedMebibytes} MiB: refused.");

    private bool IsUnlimited { get; }

    private long Counted => (TimesTheFile * _length) + ((long)CountedMebibytes << 20);

    /// <summary>Bytes that a file of this length may take, with what is not counted.</summary>
    public static long Of(long fileLength) => (TimesTheFile * fileLength) + ((long)(CountedMebibytes + UncountedMebibytes) << 20);

    /// <summary>Counts bytes; false where they are more than the file may take, and then nothing is to be allocated.</summary>
    public bool TryTake(long bytes)
    {
        _taken += bytes;
        return IsUnlimited || _taken <= Counted;
    }

    /// <summary>As <see cref="TryTake"/>, in the words of a model.</summary>
    /// <exception cref="OnnxFileException">More than the file may take.</exception>
    public void Take(long bytes)
    {
        if (!TryTake(bytes))
        {
            throw new OnnxFileException(Excess);
        }
    }

    /// <summary>Whether so much is left, for what may share memory with what is there.</summary>
    /// <exception cref="OnnxFileException">It is not.</exception>
    public void Require(long bytes)
    {
        Take(bytes);
        _taken -= bytes;
    }

    /// <summary>Another file belongs to the first: its length counts as well.</summary>
    public void Add(long length) => _length += length;
}
