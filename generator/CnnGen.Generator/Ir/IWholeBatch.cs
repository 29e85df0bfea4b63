namespace CnnGen.Generator.Ir;

/// <summary>
/// An operator whose value is one for all images of a batch, such as means over them. Each image contributes some numbers a channel; when all have, the library
/// makes the value of them. Whoever reads it waits until then.
/// </summary>
internal interface IWholeBatch
{
    /// <summary>Channels.</summary>
    int Channels { get; }

    /// <summary>Numbers a channel that each image contributes.</summary>
    int Contributions { get; }

    /// <summary>Numbers a channel of the value.</summary>
    int Values { get; }
}
