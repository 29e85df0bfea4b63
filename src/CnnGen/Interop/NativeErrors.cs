using System.Text;
using System.Text.Unicode;

namespace CnnGen.Interop;

/// <summary>The boundary that no exception crosses: what goes wrong becomes a number, and a text that the calling thread can ask for.</summary>
internal static unsafe class NativeErrors
{
    [ThreadStatic]
    private static string? s_text;

    /// <summary>The call succeeded.</summary>
    public static int Succeeded()
    {
        s_text = null;
        return (int)NativeStatus.Ok;
    }

    /// <summary>The call failed; its text is kept for the calling thread.</summary>
    public static int Failed(Exception error)
    {
        s_text = error.Message;
        return (int)StatusOf(error);
    }

    /// <summary>Copies the text of the calling thread's last call.</summary>
    /// <param name="buffer">Receives UTF-8 and a terminating zero, cut between characters where it is too short; may be null.</param>
    /// <param name="capacity">Bytes of the buffer.</param>
    /// <returns>Bytes of the whole text, without the zero; 0 if the call succeeded.</returns>
    public static nuint CopyText(byte* buffer, nuint capacity)
    {
        string text = s_text ?? "";
        if (buffer is not null && capacity > 0)
        {
            Span<byte> room = new(buffer, (int)Math.Min(capacity - 1, int.MaxValue));
            _ = Utf8.FromUtf16(text, room, out _, out int written, replaceInvalidSequences: true);
            buffer[written] = 0;
        }

        return (nuint)Encoding.UTF8.GetByteCount(text);
    }

    private static NativeStatus StatusOf(Exception error) => error switch
    {
        ArgumentException => NativeStatus.BadArgument,
        IOException or UnauthorizedAccessException or NotSupportedException => NativeStatus.BadFile,
        OutOfMemoryException => NativeStatus.OutOfMemory,
        InvalidOperationException => NativeStatus.Busy,
        _ => NativeStatus.Failed,
    };
}
