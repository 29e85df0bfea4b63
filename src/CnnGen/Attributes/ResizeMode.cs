namespace CnnGen;

/// <summary>How <see cref="ResizeAttribute"/> makes a value of pixels.</summary>
public enum ResizeMode
{
    /// <summary>The nearest pixel.</summary>
    Nearest,

    /// <summary>Two pixels of each axis, by their distance.</summary>
    Linear,

    /// <summary>Four pixels of each axis, by cubic convolution (R. Keys, 1981).</summary>
    Cubic,
}
