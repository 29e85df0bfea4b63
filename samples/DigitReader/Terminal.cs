using System.Text;
using Microsoft.Win32.SafeHandles;

namespace DigitReader;

/// <summary>
/// Writes a text and no more. <see cref="Console"/> also prepares for a program that reads keys: a thread, signal handlers, the terminal's abilities. That
/// would be about a tenth of a millisecond at each start, and 130 KB.
/// </summary>
internal static class Terminal
{
    public static void Write(string text) => Write(1, text);

    public static void WriteError(string text) => Write(2, text);

    private static void Write(int descriptor, string text)
    {
        // There, streams have no such numbers and terminals may have other encodings.
        if (OperatingSystem.IsWindows())
        {
            (descriptor == 1 ? Console.Out : Console.Error).Write(text);
            return;
        }

        using SafeFileHandle handle = new(descriptor, ownsHandle: false);
        using FileStream stream = new(handle, FileAccess.Write, bufferSize: 0);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
