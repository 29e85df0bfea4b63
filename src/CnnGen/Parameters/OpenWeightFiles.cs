namespace CnnGen;

/// <summary>
/// Networks whose weights are still in their files. A process may have some thousand networks and a thousand descriptors: when there are many, the one that was
/// loaded first reads its weights into memory and closes its file.
/// </summary>
internal static class OpenWeightFiles
{
    /// <summary>Files that are open at once, at most.</summary>
    public const int Most = 32;

    private static readonly Lock s_lock = new();
    private static readonly List<WeakReference<NetworkWeights>> s_open = [];

    /// <summary>Counts weights whose file has been opened.</summary>
    public static void Add(NetworkWeights weights)
    {
        NetworkWeights? oldest = null;
        lock (s_lock)
        {
            s_open.RemoveAll(static open => !open.TryGetTarget(out NetworkWeights? loaded) || !loaded.HasOpenFile);
            s_open.Add(new WeakReference<NetworkWeights>(weights));
            if (s_open.Count > Most)
            {
                s_open[0].TryGetTarget(out oldest);
                s_open.RemoveAt(0);
            }
        }

        oldest?.LeaveFile(); // outside the lock: reading takes a while
    }
}
