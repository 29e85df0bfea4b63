namespace CnnGen.Files;

/// <summary>Writes a file so that its path holds either the old content or all of the new.</summary>
internal static class ReplacedFile
{
    /// <summary>
    /// Writes a temporary file beside <paramref name="path"/> and moves it there once it is complete; after a failure the old file is still there and the
    /// temporary one is gone.
    /// </summary>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = $"{path}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.tmp";
        FileStream stream = new(temporary, FileMode.Create, FileAccess.Write);
        try
        {
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
