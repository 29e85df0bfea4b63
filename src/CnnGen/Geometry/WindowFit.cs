namespace CnnGen.Geometry;

/// <summary>How a sliding window fits one axis.</summary>
internal enum WindowFit
{
    /// <summary>Every row is read.</summary>
    Exact,

    /// <summary>The window fits, but rows at the end are never read.</summary>
    LeavesRows,

    /// <summary>The window is larger than the padded input.</summary>
    DoesNotFit,
}
