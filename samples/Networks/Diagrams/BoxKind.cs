namespace Networks.Diagrams;

/// <summary>What the colour of a box tells.</summary>
internal enum BoxKind
{
    Other,
    Convolution,
    Pooling,
    Dense,
    Normalisation,
    Join,
}
