namespace CnnGen.Tool.Onnx;

/// <summary>A file that is no ONNX model, or one that contradicts itself. The message is one line that names the file's part.</summary>
internal sealed class OnnxFileException(string message) : IOException(OneLine.Of(message));
