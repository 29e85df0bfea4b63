using System.Runtime.InteropServices;

namespace CnnGen.Benchmarks.OnnxRuntime;

/// <summary>ONNX Runtime's native library, called through its C functions without a managed package.</summary>
internal sealed unsafe class OnnxRuntimeLibrary : IDisposable
{
    // OrtApiBase { const OrtApi* GetApi(uint32_t version); const char* GetVersionString(); }
    private const string EntryPoint = "OrtGetApiBase";
    private const int GetApi = 0;
    private const int GetVersionString = 1;
    private const uint ApiVersion = 1;
    private const int WarningLevel = 2;

    private readonly void** _functions;
    private void* _environment;

    private OnnxRuntimeLibrary(void** functions, string version)
    {
        _functions = functions;
        Version = version;
        using Utf8Text name = new("CnnGen.Benchmarks");
        void* environment;
        var createEnv = (delegate* unmanaged<int, byte*, void**, void*>)this[OrtFunction.CreateEnv];
        Check(OrtFunction.CreateEnv, createEnv(WarningLevel, name.Pointer, &environment));
        _environment = environment;
    }

    /// <summary>The library's own version.</summary>
    public string Version { get; }

    /// <summary>What sessions are created in.</summary>
    public void* Environment => _environment;

    /// <summary>The address of a function.</summary>
    public void* this[OrtFunction function] => _functions[(int)function];

    /// <summary>Loads the library. It stays loaded: its threads may outlive every session, and unloading code under a thread ends the process.</summary>
    /// <exception cref="BenchmarkException">The file is not such a library, or not for this process.</exception>
    public static OnnxRuntimeLibrary Load(string path)
    {
        nint entryPoint;
        try
        {
            entryPoint = NativeLibrary.GetExport(NativeLibrary.Load(path), EntryPoint);
        }
        catch (Exception problem) when (problem is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw new BenchmarkException($"{path} is not ONNX Runtime's library for this process: {problem.Message}");
        }

        void** entry = ((delegate* unmanaged<void**>)entryPoint)();
        string version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)entry[GetVersionString])())!;
        void** functions = ((delegate* unmanaged<uint, void**>)entry[GetApi])(ApiVersion);
        return new OnnxRuntimeLibrary(functions, version);
    }

    /// <summary>Turns a status into an exception and frees it.</summary>
    public void Check(OrtFunction function, void* status)
    {
        if (status is null)
        {
            return;
        }

        var message = (delegate* unmanaged<void*, byte*>)this[OrtFunction.GetErrorMessage];
        string text = Marshal.PtrToStringUTF8((nint)message(status)) ?? "";
        Release(OrtFunction.ReleaseStatus, status);
        throw new OnnxRuntimeException(function, text);
    }

    /// <summary>Frees what a create function made; null is allowed.</summary>
    public void Release(OrtFunction release, void* handle)
    {
        if (handle is not null)
        {
            ((delegate* unmanaged<void*, void>)this[release])(handle);
        }
    }

    public void Dispose()
    {
        Release(OrtFunction.ReleaseEnv, _environment);
        _environment = null;
    }
}
