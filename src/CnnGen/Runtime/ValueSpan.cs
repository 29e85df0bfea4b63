namespace CnnGen.Runtime;

/// <summary>The caller's memory for one of several inputs or outputs. Made by generated code only, for the time of a call.</summary>
/// <param name="name">The parameter's name.</param>
/// <param name="pointer">The first value.</param>
/// <param name="length">Values of all images.</param>
public readonly unsafe struct ValueSpan(string name, float* pointer, int length)
{
    /// <summary>The parameter's name.</summary>
    public string Name => name;

    /// <summary>Values of all images.</summary>
    public int Length => length;

    /// <summary>The values of one image.</summary>
    /// <param name="image">Which image.</param>
    /// <param name="valueLength">Values an image.</param>
    public Span<float> Of(int image, int valueLength) => new(pointer + ((nint)image * valueLength), valueLength);
}
