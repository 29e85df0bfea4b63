namespace CnnGen;

/// <summary>An axis of an image.</summary>
public enum ImageAxis
{
    /// <summary>Its channels.</summary>
    Channels,

    /// <summary>Its rows: the height.</summary>
    Rows,

    /// <summary>Its columns: the width.</summary>
    Columns,
}
