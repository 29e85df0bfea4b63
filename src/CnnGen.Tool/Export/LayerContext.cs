using CnnGen.Generator.Ir;
using CnnGen.Tool.Onnx.Proto;

namespace CnnGen.Tool.Export;

/// <summary>One layer while it is written.</summary>
internal sealed class LayerContext(ModelWriter model, Node node, IReadOnlyList<ExportedValue> inputs, SafetensorsFile weights)
{
    public ModelWriter Model => model;

    public Node Layer => node;

    public IReadOnlyList<ExportedValue> Inputs => inputs;

    /// <summary>The first input as it is.</summary>
    public ExportedValue Input => inputs[0];

    /// <summary>A node named after the layer.</summary>
    public string Node(string type, IEnumerable<string> operands, params IEnumerable<AttributeProto> attributes) =>
        model.Node(type, node.Name, operands, attributes);

    /// <summary>A node of one operand that keeps its shape.</summary>
    public ExportedValue Same(string type, params IEnumerable<AttributeProto> attributes) => Input with { Name = Node(type, [Input.Name], attributes) };

    /// <summary>The layer's tensors, by the names that the network gives them.</summary>
    public IEnumerable<string> Parameters() => node.Parameters.Select(parameter =>
    {
        SafetensorsTensor tensor = weights[parameter.Name];
        return tensor.Shape.SequenceEqual(parameter.Shape)
            ? model.Reals(parameter.Name, [.. parameter.Shape], tensor.ToFloats())
            : throw new NotExportableException(
                $"{parameter.Name} is [{string.Join(", ", tensor.Shape)}] in the file of weights, [{string.Join(", ", parameter.Shape)}] in the network.");
    });

    /// <summary>As <see cref="Parameters()"/>, each with other axes of the same length.</summary>
    public IEnumerable<string> Parameters(IReadOnlyList<int> shape) =>
        node.Parameters.Select(parameter => model.Reals(parameter.Name, shape, weights[parameter.Name].ToFloats()));

    /// <summary>A value as [image, channel, row, column].</summary>
    public ExportedValue Image(ExportedValue value) => !value.IsFlat ? value : value with
    {
        Name = model.Node(
            "Reshape",
            node.Name + "_image",
            [value.Name, model.Integers(node.Name + "_shape", 0, value.Shape.Channels, value.Shape.Height, value.Shape.Width)]),
        IsFlat = false,
    };

    /// <summary>A value as [image, values].</summary>
    public ExportedValue Flat(ExportedValue value) => value.IsFlat ? value : value with
    {
        Name = model.Node("Flatten", node.Name + "_flat", [value.Name], ModelWriter.Attribute("axis", 1)),
        IsFlat = true,
    };

    /// <summary>The layer's output under a shape of its own.</summary>
    public ExportedValue Output(string name, bool isFlat = false) => new(name, node.Shape, isFlat);
}
