namespace CnnGen.Benchmarks.OnnxRuntime;

/// <summary>An ONNX model with one input and one output, optimised by ONNX Runtime as far as it can.</summary>
internal sealed unsafe class OnnxSession : IDisposable
{
    private const int Sequential = 0;
    private const int AllOptimizations = 99;

    private readonly OnnxRuntimeLibrary _library;
    private readonly delegate* unmanaged<void*, void*, byte**, void**, nuint, byte**, nuint, void**, void*> _run;
    private void* _session;
    private byte* _inputName;
    private byte* _outputName;

    /// <summary>Opens a model.</summary>
    /// <param name="library">The library, which must outlive the session.</param>
    /// <param name="model">An ONNX file.</param>
    /// <param name="threads">Threads that one run may use.</param>
    public OnnxSession(OnnxRuntimeLibrary library, string model, int threads)
    {
        _library = library;
        _run = (delegate* unmanaged<void*, void*, byte**, void**, nuint, byte**, nuint, void**, void*>)library[OrtFunction.Run];
        try
        {
            _session = Create(model, threads);
            RequireOne(OrtFunction.SessionGetInputCount, "input");
            RequireOne(OrtFunction.SessionGetOutputCount, "output");
            _inputName = FirstName(OrtFunction.SessionGetInputName);
            _outputName = FirstName(OrtFunction.SessionGetOutputName);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Computes the output.</summary>
    public void Run(OnnxTensor input, OnnxTensor output)
    {
        byte* inputName = _inputName;
        byte* outputName = _outputName;
        void* inputValue = input.Handle;
        void* outputValue = output.Handle;
        void* status = _run(_session, null, &inputName, &inputValue, 1, &outputName, 1, &outputValue);
        _library.Check(OrtFunction.Run, status);
    }

    public void Dispose()
    {
        FreeName(_inputName);
        FreeName(_outputName);
        _inputName = _outputName = null;
        _library.Release(OrtFunction.ReleaseSession, _session);
        _session = null;
    }

    private void* Create(string model, int threads)
    {
        void* options;
        void* session;
        var createOptions = (delegate* unmanaged<void**, void*>)_library[OrtFunction.CreateSessionOptions];
        _library.Check(OrtFunction.CreateSessionOptions, createOptions(&options));
        try
        {
            Set(options, OrtFunction.SetIntraOpNumThreads, threads);
            Set(options, OrtFunction.SetInterOpNumThreads, 1);
            Set(options, OrtFunction.SetSessionExecutionMode, Sequential);
            Set(options, OrtFunction.SetSessionGraphOptimizationLevel, AllOptimizations);
            // Paths are in the system's own characters.
            using Utf8Text utf8 = new(model);
            fixed (char* utf16 = model)
            {
                void* path = OperatingSystem.IsWindows() ? utf16 : utf8.Pointer;
                var create = (delegate* unmanaged<void*, void*, void*, void**, void*>)_library[OrtFunction.CreateSession];
                _library.Check(OrtFunction.CreateSession, create(_library.Environment, path, options, &session));
            }
        }
        finally
        {
            _library.Release(OrtFunction.ReleaseSessionOptions, options);
        }

        return session;
    }

    private void Set(void* options, OrtFunction function, int value) =>
        _library.Check(function, ((delegate* unmanaged<void*, int, void*>)_library[function])(options, value));

    private void RequireOne(OrtFunction function, string what)
    {
        nuint count;
        _library.Check(function, ((delegate* unmanaged<void*, nuint*, void*>)_library[function])(_session, &count));
        if (count != 1)
        {
            throw new BenchmarkException($"The ONNX model has {count} {what}s; a model with one is compared.");
        }
    }

    private byte* FirstName(OrtFunction function)
    {
        byte* name;
        var get = (delegate* unmanaged<void*, nuint, void*, byte**, void*>)_library[function];
        _library.Check(function, get(_session, 0, DefaultAllocator(), &name));
        return name;
    }

    private void FreeName(byte* name)
    {
        if (name is not null)
        {
            // The status can only be about an unknown allocator, and a Dispose does not throw.
            ((delegate* unmanaged<void*, void*, void*>)_library[OrtFunction.AllocatorFree])(DefaultAllocator(), name);
        }
    }

    private void* DefaultAllocator()
    {
        void* allocator;
        var get = (delegate* unmanaged<void**, void*>)_library[OrtFunction.GetAllocatorWithDefaultOptions];
        _library.Check(OrtFunction.GetAllocatorWithDefaultOptions, get(&allocator));
        return allocator;
    }
}
