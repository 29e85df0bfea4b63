namespace CnnGen.Files;

/// <summary>
/// Files that are written beside the ones they will replace. Their names are random, so that nobody meets another's, nor a link that was put there. A writer
/// holds its file's lock, which goes with the process: a file that can be locked is one that a dead writer left.
/// </summary>
internal static class TemporaryFile
{
    private const string Prefix = ".cnngen-";
    private const string Extension = ".tmp";

    // Those of a Guid, whose random bytes come from the system; a cryptographic generator would bring a library of its own into native programs.
    private const int RandomBytes = 16;
    private const int MostAttempts = 8;

    // Where files cannot be locked, as on some network drives, nobody knows whether a writer lives; one that does writes to its file.
    private const long LongestPause = TimeSpan.TicksPerDay;

    /// <summary>A new, locked, empty file.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="isPrivate">Whether only its owner may read it, until it gets another mode.</param>
    public static FileStream Create(string folder, bool isPrivate)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (isPrivate && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        for (int attempt = 1; ; attempt++)
        {
            string path = Path.Combine(folder, Prefix + Guid.NewGuid().ToString("N") + Extension);
            try
            {
                // Between its creation and its lock the file looks abandoned. Whoever removes it then holds the lock, or is done.
                FileStream file = new(path, options);
                if (File.Exists(path) || attempt == MostAttempts)
                {
                    return file;
                }

                file.Dispose();
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                // Whoever removes it held the lock first, and may have removed it by now; another error comes again.
            }
        }
    }

    /// <summary>Removes what dead writers left in the folder of a file that is being written.</summary>
    public static void RemoveAbandoned(FileStream own)
    {
        try
        {
            bool canLock = !TryLock(own.Name, out FileStream? second);
            second?.Dispose();
            foreach (string path in Directory.EnumerateFiles(Path.GetDirectoryName(own.Name)!, Prefix + "*" + Extension))
            {
                if (path != own.Name
                    && HasName(path)
                    && UnixFile.IsOrdinary(path)
                    && (canLock || (UnixFile.LastWrite(path) is > 0 and long written && DateTime.UtcNow.Ticks - written > LongestPause)))
                {
                    Remove(path);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be listed can be written to all the same.
        }
    }

    private static bool HasName(string path)
    {
        string name = Path.GetFileName(path);
        return name.Length == Prefix.Length + (2 * RandomBytes) + Extension.Length
            && !name.AsSpan(Prefix.Length, 2 * RandomBytes).ContainsAnyExcept("0123456789abcdef");
    }

    private static void Remove(string path)
    {
        if (TryLock(path, out FileStream? abandoned))
        {
            using (abandoned)
            {
                if (!OperatingSystem.IsWindows())
                {
                    File.Delete(path); // while no one else can have it
                    return;
                }
            }

            File.Delete(path);
        }
    }

    private static bool TryLock(string path, out FileStream? file)
    {
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file = null;
            return false;
        }
    }
}
