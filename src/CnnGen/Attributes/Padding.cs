namespace CnnGen;

/// <summary>The two paddings that have a name. Any number from 0 on is a padding too: so many rows and columns of zeros on each side.</summary>
public static class Padding
{
    /// <summary>As much padding as gives ⌈n/s⌉ outputs; an odd row or column goes to the bottom and right (ONNX SAME_UPPER, TensorFlow).</summary>
    public const int Same = -1;

    /// <summary>No padding: every window lies inside the input.</summary>
    public const int Valid = 0;
}
