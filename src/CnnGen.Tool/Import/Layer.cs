using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import;

/// <summary>Rows, columns and channels of one image's value.</summary>
internal readonly record struct LayerShape(int Height, int Width, int Channels)
{
    public bool IsVector => Height == 1 && Width == 1;
}

/// <summary>A layer of the network that is being written.</summary>
/// <param name="kind">The attribute's name: <c>Conv</c>.</param>
/// <param name="inputs">The layers it reads.</param>
/// <param name="shape">What it gives.</param>
internal sealed class Layer(string kind, IReadOnlyList<Layer> inputs, LayerShape shape)
{
    public string Kind { get; init; } = kind;

    public IReadOnlyList<Layer> Inputs { get; set; } = inputs;

    /// <summary>What it gives; of an input, when its place in images has been decided.</summary>
    public LayerShape Shape { get; set; } = shape;

    /// <summary>Arguments of the constructor.</summary>
    public List<Argument> Positional { get; init; } = [];

    /// <summary>Properties, in the order in which they are written.</summary>
    public List<(string Name, Argument Value)> Named { get; init; } = [];

    /// <summary>Its tensors by their suffix, as PyTorch has them: <c>weight</c>, <c>bias</c>.</summary>
    public Dictionary<string, OnnxTensor> Tensors { get; } = [];

    /// <summary>The name that the model's own names suggest, or null.</summary>
    public string? Name { get; set; }

    /// <summary>The layer reads several values that the attribute names, such as <c>Add</c>.</summary>
    public bool TakesOperands { get; init; }

    public bool IsInput => Kind == "Input";

    /// <summary>What the values that it reads are called, where it names the network's outputs.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = [];

    /// <summary>No layer: reads what the network gives, so that passes see that somebody needs it.</summary>
    public bool IsOutput => Kind == OutputKind;

    /// <summary>The kind of <see cref="IsOutput"/>.</summary>
    public const string OutputKind = "(output)";

    public Argument? this[string property] => Named.Where(pair => pair.Name == property).Select(pair => pair.Value).FirstOrDefault();

    /// <summary>Sets a property, or another value of it.</summary>
    public Layer With(string property, Argument value)
    {
        int at = Named.FindIndex(pair => pair.Name == property);
        if (at < 0)
        {
            Named.Add((property, value));
        }
        else
        {
            Named[at] = (property, value);
        }

        return this;
    }

    public override string ToString() => Name is null ? Kind : $"{Kind} {Name}";
}
