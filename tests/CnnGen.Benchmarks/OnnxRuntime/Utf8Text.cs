using System.Runtime.InteropServices;

namespace CnnGen.Benchmarks.OnnxRuntime;

/// <summary>Text as native code reads it, for the time of a call.</summary>
internal readonly unsafe struct Utf8Text(string text) : IDisposable
{
    public byte* Pointer { get; } = (byte*)Marshal.StringToCoTaskMemUTF8(text);

    public void Dispose() => Marshal.FreeCoTaskMem((nint)Pointer);
}
