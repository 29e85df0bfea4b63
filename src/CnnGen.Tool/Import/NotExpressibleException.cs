namespace CnnGen.Tool.Import;

/// <summary>A node has no counterpart in the language of layers. The message says why, and what comes nearest.</summary>
internal sealed class NotExpressibleException(string reason) : Exception(Onnx.OneLine.Of(reason));
