namespace CnnGen.Interop;

/// <summary>What an exported function returns. The numbers are part of the C header and do not change.</summary>
internal enum NativeStatus
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>An argument is wrong: a null pointer, a handle that is no network, a length of zero.</summary>
    BadArgument = 1,

    /// <summary>A file could not be read, is damaged, or holds the weights of another network.</summary>
    BadFile = 2,

    /// <summary>There is not enough memory.</summary>
    OutOfMemory = 3,

    /// <summary>The network cannot be used now: another thread is using it.</summary>
    Busy = 4,

    /// <summary>Anything else; the error text says what.</summary>
    Failed = 5,
}
