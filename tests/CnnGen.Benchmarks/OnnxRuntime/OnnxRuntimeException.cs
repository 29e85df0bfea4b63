namespace CnnGen.Benchmarks.OnnxRuntime;

/// <summary>ONNX Runtime refused a call.</summary>
internal sealed class OnnxRuntimeException(OrtFunction function, string message) : BenchmarkException($"ONNX Runtime, {function}: {message}");
