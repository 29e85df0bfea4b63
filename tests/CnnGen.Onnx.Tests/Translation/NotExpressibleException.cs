namespace CnnGen.Onnx.Tests.Translation;

/// <summary>A case has no counterpart in the language of layers. The message completes "not expressible: …".</summary>
internal sealed class NotExpressibleException(string reason) : Exception(reason);
