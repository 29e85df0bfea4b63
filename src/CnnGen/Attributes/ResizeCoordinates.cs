namespace CnnGen;

/// <summary>Where output o of a <see cref="ResizeAttribute"/> stands among pixels 0 to n − 1; s is the scale.</summary>
public enum ResizeCoordinates
{
    /// <summary>(o + ½)/s − ½: pixels are squares, and the edges of both images are the same.</summary>
    HalfPixel,

    /// <summary>As <see cref="HalfPixel"/>, but a single output stands at pixel 0.</summary>
    PyTorchHalfPixel,

    /// <summary>o·(n − 1)/(s·n − 1): the centres of the corners are the same.</summary>
    AlignCorners,

    /// <summary>o/s: pixel 0 is the same.</summary>
    Asymmetric,

    /// <summary>(o + ½)/s.</summary>
    HalfPixelForNearest,
}
