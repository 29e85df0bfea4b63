using System.Runtime.InteropServices;

namespace CnnGen.Interop;

/// <summary>The bodies of the functions that <c>[NativeExport]</c> exports for a network; called by generated code.</summary>
/// <remarks>
/// Each returns a status, 0 for success; no exception leaves it. What each argument means is said in the C header, which is written beside the published
/// library.
/// </remarks>
/// <typeparam name="TNetwork">The network.</typeparam>
public static unsafe class NativeNetwork<TNetwork>
    where TNetwork : class, INetwork<TNetwork>
{
    /// <summary>A network with new weights.</summary>
    public static int Create(int seed, nint* network)
    {
        try
        {
            RequireResult(network);
            *network = NativeHandles.Add(TNetwork.Create(seed));
            return NativeErrors.Succeeded();
        }
        catch (Exception error)
        {
            return NativeErrors.Failed(error);
        }
    }

    /// <summary>A network with the weights of a safetensors file, whose path is UTF-8 and ends with a zero.</summary>
    public static int Load(byte* path, nint* network)
    {
        try
        {
            RequireResult(network);
            Require(path, nameof(path));
            *network = NativeHandles.Add(TNetwork.Load(Marshal.PtrToStringUTF8((nint)path)!));
            return NativeErrors.Succeeded();
        }
        catch (Exception error)
        {
            return NativeErrors.Failed(error);
        }
    }

    /// <summary>A network with the weights of a safetensors file in memory, which is not needed afterwards.</summary>
    public static int LoadMemory(byte* data, nuint length, nint* network)
    {
        try
        {
            RequireResult(network);
            Require(data, nameof(data));
            using UnmanagedMemoryStream stream = new(data, checked((long)length));
            *network = NativeHandles.Add(TNetwork.Load(stream));
            return NativeErrors.Succeeded();
        }
        catch (Exception error)
        {
            return NativeErrors.Failed(error);
        }
    }

    /// <summary>Another network on the same weights, for another thread.</summary>
    public static int Share(nint network, nint* other)
    {
        try
        {
            RequireResult(other);
            *other = NativeHandles.Add(NativeHandles.Get<TNetwork>(network).ShareWeights());
            return NativeErrors.Succeeded();
        }
        catch (Exception error)
        {
            return NativeErrors.Failed(error);
        }
    }

    /// <summary>How many threads a call may use.</summary>
    public static int SetThreads(nint network, int threads)
    {
        try
        {
            TNetwork target = NativeHandles.Get<TNetwork>(network);
            target.Threads = threads >= 1 ? threads : throw new ArgumentException($"{TNetwork.Info.Name}: threads is {threads}; a call needs at least 1.");
            return NativeErrors.Succeeded();
        }
        catch (Exception error)
        {
            return NativeErrors.Failed(error);
        }
    }

    /// <summary>The outputs of one image or several.</summary>
    public static int Forward(nint network, float* input, nuint images, float* output)
    {
        try
        {
            int count = Images(input, images, output);
            NetworkInfo info = TNetwork.Info;
            NativeHandles
                .Get<TNetwork>(network)
                .Forward(new ReadOnlySpan<float>(input, count * info.InputLength), new Span<float>(output, count * info.OutputLength));
            return NativeErrors.Succeeded();
        }
        catch (Exception error)
        {
            return NativeErrors.Failed(error);
        }
    }

    /// <summary>The outputs before the softmax, where there is one.</summary>
    public static int Logits(nint network, float* input, nuint images, float* output)
    {
        try
        {
            int count = Images(input, images, output);
            NetworkInfo info = TNetwork.Info;
            NativeHandles
                .Get<TNetwork>(network)
                .Logits(new ReadOnlySpan<float>(input, count * info.InputLength), new Span<float>(output, count * info.OutputLength));
            return NativeErrors.Succeeded();
        }
        catch (Exception error)
        {
            return NativeErrors.Failed(error);
        }
    }

    /// <summary>The index of the largest output for one image.</summary>
    public static int Predict(nint network, float* input, int* index)
    {
        try
        {
            Require(input, nameof(input));
            Require(index, nameof(index));
            *index = NativeHandles.Get<TNetwork>(network).Predict(new ReadOnlySpan<float>(input, TNetwork.Info.InputLength));
            return NativeErrors.Succeeded();
        }
        catch (Exception error)
        {
            return NativeErrors.Failed(error);
        }
    }

    /// <summary>Frees a network. Null, and what is freed already, is ignored.</summary>
    public static void Free(nint network)
    {
        try
        {
            NativeHandles.Remove<TNetwork>(network);
            _ = NativeErrors.Succeeded();
        }
        catch (Exception error)
        {
            _ = NativeErrors.Failed(error);
        }
    }

    /// <summary>The text of the calling thread's last call; see the header.</summary>
    public static nuint Error(byte* text, nuint capacity) => NativeErrors.CopyText(text, capacity);

    private static int Images(float* input, nuint images, float* output)
    {
        Require(input, nameof(input));
        Require(output, nameof(output));
        NetworkInfo info = TNetwork.Info;
        int most = int.MaxValue / Math.Max(info.InputLength, info.OutputLength);
        return images >= 1 && images <= (nuint)most
            ? (int)images
            : throw new ArgumentException($"{info.Name}: images is {images}; a call takes 1 to {most}.");
    }

    private static void Require(void* argument, string name)
    {
        if (argument is null)
        {
            throw new ArgumentNullException(name);
        }
    }

    // A caller that does not look at the status must not go on with what was there before.
    private static void RequireResult(nint* network)
    {
        Require(network, nameof(network));
        *network = 0;
    }
}
