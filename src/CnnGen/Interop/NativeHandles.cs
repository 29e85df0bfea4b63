using System.Collections.Concurrent;

namespace CnnGen.Interop;

/// <summary>
/// Networks that code outside .NET holds. A handle is a number and no address, and none is used twice, so that one that was freed is recognised.
/// </summary>
internal static class NativeHandles
{
    /// <summary>Freed weights that may wait for the collector, which does not see how large they are.</summary>
    private const long MostWaitingBytes = 16 << 20;

    private static readonly ConcurrentDictionary<nint, object> s_networks = new();
    private static long s_last;
    private static long s_freedBytes;

    /// <summary>A handle for a network, which it keeps alive.</summary>
    public static nint Add(object network)
    {
        nint handle = (nint)Interlocked.Increment(ref s_last);
        s_networks[handle] = network;
        return handle;
    }

    /// <summary>The network of a handle.</summary>
    /// <exception cref="ArgumentException">It was never given out for a network of this kind, or is freed.</exception>
    public static TNetwork Get<TNetwork>(nint handle)
        where TNetwork : class, INetwork<TNetwork> =>
        s_networks.TryGetValue(handle, out object? network) && network is TNetwork known
            ? known
            : throw new ArgumentException(
                $"{TNetwork.Info.Name}: {(handle == 0 ? "the network is NULL" : $"{handle} is no network of this kind, or it was freed")}.");

    /// <summary>Lets go of a network. A handle that is none is ignored, as <c>free(NULL)</c> is.</summary>
    public static void Remove<TNetwork>(nint handle)
        where TNetwork : class, INetwork<TNetwork>
    {
        if (s_networks.TryGetValue(handle, out object? network) && network is TNetwork && s_networks.TryRemove(handle, out _))
        {
            if (network is IDisposable owner)
            {
                owner.Dispose();
            }
            else if (Interlocked.Add(ref s_freedBytes, TNetwork.Info.ParameterCount * sizeof(float)) > MostWaitingBytes)
            {
                Interlocked.Exchange(ref s_freedBytes, 0);
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }
    }
}
