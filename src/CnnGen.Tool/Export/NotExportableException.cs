namespace CnnGen.Tool.Export;

/// <summary>ONNX has no operator for a layer. The message names the layer and says why.</summary>
internal sealed class NotExportableException(string message) : IOException(message);
