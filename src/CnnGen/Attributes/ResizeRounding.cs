namespace CnnGen;

/// <summary>Which pixel is the nearest one to a place.</summary>
public enum ResizeRounding
{
    /// <summary>The nearer one; of two equally near ones the first.</summary>
    PreferFloor,

    /// <summary>The nearer one; of two equally near ones the second.</summary>
    PreferCeil,

    /// <summary>The one before.</summary>
    Floor,

    /// <summary>The one behind.</summary>
    Ceil,
}
