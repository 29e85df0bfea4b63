using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Patterns;

/// <summary>Several nodes that together are one operator, which exporters had no word for.</summary>
internal interface INodePattern
{
    /// <summary>Puts one node in the place of every group of nodes that is found.</summary>
    void Run(OnnxModel model);
}
