using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Operators.Reading;

/// <summary>How a layer attribute becomes an operator.</summary>
/// <param name="Kind">The attribute's name without its suffix.</param>
/// <param name="Prefix">Default names are this and a running number: <c>conv1</c>.</param>
/// <param name="Read">Reads and checks the arguments; null where they are wrong or the input is unknown.</param>
internal sealed record LayerDefinition(string Kind, string Prefix, Func<LayerReader, Operator?> Read)
{
    /// <summary>The layer reads a vector; anything else is flattened before it.</summary>
    public bool TakesVector { get; init; }

    /// <summary>The layer reads several values, named by its <c>operands</c>.</summary>
    public bool TakesOperands { get; init; }

    /// <summary>The layer is the image, or one of several.</summary>
    public bool IsInput { get; init; }

    /// <summary>The layer is none: it names what the network gives.</summary>
    public bool IsOutput { get; init; }

    /// <summary>The loss that the layer declares, or null where it is none.</summary>
    public ILoss? Loss { get; init; }
}
