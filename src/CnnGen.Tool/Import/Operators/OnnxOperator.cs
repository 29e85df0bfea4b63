using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>How an operator of ONNX is written in the language of layers.</summary>
/// <param name="Type">Its name in ONNX.</param>
/// <param name="WrittenAs">The same in a few words, for the page of operators.</param>
/// <param name="Translate">Appends its layers and defines its outputs.</param>
internal sealed record OnnxOperator(string Type, string WrittenAs, Action<Translation, OnnxNode> Translate);
