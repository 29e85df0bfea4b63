using System.Runtime.InteropServices;

namespace CnnGen.Benchmarks.OnnxRuntime;

/// <summary>A tensor of fp32 values in memory of ours that ONNX Runtime reads or writes in place.</summary>
internal sealed unsafe class OnnxTensor : IDisposable
{
    private const int DeviceAllocator = 0;
    private const int DefaultMemory = 0;
    private const int Float = 1;
    private const int Alignment = 64;

    private readonly OnnxRuntimeLibrary _library;
    private readonly int _length;
    private float* _values;
    private void* _handle;

    /// <summary>A tensor of zeros.</summary>
    public OnnxTensor(OnnxRuntimeLibrary library, params ReadOnlySpan<long> shape)
    {
        _library = library;
        long length = 1;
        foreach (long size in shape)
        {
            length *= size;
        }

        _length = checked((int)length);
        nuint bytes = (nuint)_length * sizeof(float);
        _values = (float*)NativeMemory.AlignedAlloc(bytes, Alignment);
        Values.Clear();
        try
        {
            _handle = Create(shape, bytes);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>ONNX Runtime's name for it.</summary>
    public void* Handle => _handle;

    /// <summary>The values.</summary>
    public Span<float> Values => new(_values, _length);

    public void Dispose()
    {
        _library.Release(OrtFunction.ReleaseValue, _handle);
        _handle = null;
        NativeMemory.AlignedFree(_values);
        _values = null;
    }

    private void* Create(ReadOnlySpan<long> shape, nuint bytes)
    {
        void* memory;
        void* value;
        var createMemoryInfo = (delegate* unmanaged<int, int, void**, void*>)_library[OrtFunction.CreateCpuMemoryInfo];
        _library.Check(OrtFunction.CreateCpuMemoryInfo, createMemoryInfo(DeviceAllocator, DefaultMemory, &memory));
        try
        {
            fixed (long* sizes = shape)
            {
                var createTensor =
                    (delegate* unmanaged<void*, void*, nuint, long*, nuint, int, void**, void*>)_library[OrtFunction.CreateTensorWithDataAsOrtValue];
                _library.Check(
                    OrtFunction.CreateTensorWithDataAsOrtValue,
                    createTensor(memory, _values, bytes, sizes, (nuint)shape.Length, Float, &value));
            }
        }
        finally
        {
            _library.Release(OrtFunction.ReleaseMemoryInfo, memory);
        }

        return value;
    }
}
