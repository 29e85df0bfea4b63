using BenchmarkDotNet.Attributes;
using CnnGen.Benchmarks.Layers;

namespace CnnGen.Benchmarks.Micro;

/// <summary>Single layers. Where one pads, the copy of its image into memory with a border is included.</summary>
public class KernelBenchmarks
{
    private readonly ForwardCall<ResNet3x3At28From128To128> _direct = new();
    private readonly ForwardCall<ResNet3x3At28From128To128Winograd> _winograd = new();
    private readonly ForwardCall<ResNet1x1At28From512To128> _pointwise = new();
    private readonly ForwardCall<DepthwiseKernel> _depthwise = new();
    private readonly ForwardCall<DenseKernel> _dense = new();
    private readonly ForwardCall<PoolingKernel> _pooling = new();

    [Benchmark]
    public void DirectConvolution() => _direct.Run();

    [Benchmark]
    public void WinogradConvolution() => _winograd.Run();

    [Benchmark]
    public void PointwiseConvolution() => _pointwise.Run();

    [Benchmark]
    public void DepthwiseConvolution() => _depthwise.Run();

    [Benchmark]
    public void Dense() => _dense.Run();

    [Benchmark]
    public void MaxPooling() => _pooling.Run();
}
