namespace CnnGen;

/// <summary>What a <see cref="PadAttribute"/> puts around an image.</summary>
public enum PadMode
{
    /// <summary>A number.</summary>
    Constant,

    /// <summary>The image mirrored, its edge not repeated: 2 1 | 0 1 2 | 1 0.</summary>
    Reflect,

    /// <summary>The pixels of the edge: 0 0 | 0 1 2 | 2 2.</summary>
    Edge,
}
