namespace CnnGen.Files;

/// <summary>Writes a file so that its path holds either the old content or all of the new.</summary>
/// <remarks>
/// Links at the path go on leading to the file; it keeps its mode, owner and group as far as the process may give them. Another hard link to the file keeps the
/// old content. What has no content to keep, such as a pipe or a device, is written to. Whoever may not write to a file cannot replace it.
/// </remarks>
internal static class ReplacedFile
{
    private const int MostAttempts = 8;

    /// <summary>
    /// Writes a temporary file beside the one at <paramref name="path"/> and moves it there once it is complete; after a failure the old file is still there
    /// and the temporary one is gone. What writers left that ended in between is removed.
    /// </summary>
    /// <param name="path">The file, which need not exist, or a link to it.</param>
    /// <param name="write">Writes the content; called again if a temporary file was removed by others.</param>
    public static void Write(string path, Action<Stream> write)
    {
        using FileStream? old = OpenExisting(path);
        if (old is not null && UnixFile.IsSpecial(old))
        {
            write(old);
            return;
        }

        string target = FinalTarget(path);
        for (int attempt = 1; !TryReplace(target, old, write, isLastAttempt: attempt == MostAttempts); attempt++)
        {
        }
    }

    // Windows does not replace a file that is open, and asks for the right to write by itself.
    private static FileStream? OpenExisting(string path)
    {
        if (OperatingSystem.IsWindows() && !path.StartsWith(@"\\.\", StringComparison.Ordinal))
        {
            return null;
        }

        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (FileNotFoundException)
            {
                return null; // a new file, or a link to one
            }
            catch (IOException) when (attempt < MostAttempts && File.Exists(path))
            {
                // Another writer looked whether this file was abandoned, just before it was moved here, and still holds its lock.
                Thread.Sleep(attempt);
            }
        }
    }

    private static string FinalTarget(string path)
    {
        string full = Path.GetFullPath(path); // a link with no folder in its path is resolved against the root
        return new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
    }

    private static bool TryReplace(string target, FileStream? old, Action<Stream> write, bool isLastAttempt)
    {
        FileStream file = TemporaryFile.Create(Path.GetDirectoryName(target)!, isPrivate: old is not null);
        try
        {
            using (file)
            {
                TemporaryFile.RemoveAbandoned(file);
                write(file);
                file.Flush(flushToDisk: true);
                if (old is not null && !OperatingSystem.IsWindows())
                {
                    UnixFile.TakeOwner(old.SafeFileHandle, file.SafeFileHandle);
                    File.SetUnixFileMode(file.SafeFileHandle, File.GetUnixFileMode(old.SafeFileHandle)); // last: a change of owner clears bits of the mode
                }
            }

            return TryMove(file.Name, target, isLastAttempt);
        }
        catch
        {
            File.Delete(file.Name);
            throw;
        }
    }

    /// <summary>The lock is open here, since readers of the new file must not meet it: another writer may take the temporary file for abandoned.</summary>
    private static bool TryMove(string temporary, string target, bool isLastAttempt)
    {
        try
        {
            File.Move(temporary, target, overwrite: true);
            return true;
        }
        catch (FileNotFoundException) when (!isLastAttempt)
        {
            return false;
        }
    }
}
