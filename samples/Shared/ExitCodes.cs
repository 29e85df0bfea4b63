namespace CnnGen.Samples;

/// <summary>What the program ends with.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The program did what it was asked to, and found something wrong.</summary>
    public const int Failure = 1;

    /// <summary>Wrong arguments, or files that cannot be read or written.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by Ctrl-C; what shells expect of it.</summary>
    public const int Stopped = 130;
}
