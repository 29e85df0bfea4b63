namespace CnnGen;

/// <summary>Which tensors of a file a network takes.</summary>
public sealed class WeightSelection
{
    /// <summary>Only the network's tensors whose names begin with this: <c>backbone.</c>; empty for all.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What their names begin with in the file instead of <see cref="Prefix"/>: <c>module.</c>; empty for nothing.</summary>
    public string FilePrefix { get; init; } = "";

    /// <summary>Whether tensors that have another shape in the file are reported and left as they are, such as those of a head for other classes; else they are an error.</summary>
    public bool SkipsOtherShapes { get; init; }
}
