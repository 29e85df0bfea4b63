namespace CnnGen;

/// <summary>A rectangle in an image, in pixels from the top left corner, where the first pixel reaches from 0 to 1.</summary>
/// <param name="Left">Its left side.</param>
/// <param name="Top">Its upper side.</param>
/// <param name="Right">Its right side.</param>
/// <param name="Bottom">Its lower side.</param>
public readonly record struct BoundingBox(float Left, float Top, float Right, float Bottom)
{
    /// <summary>Whether nothing is left of it.</summary>
    public bool IsEmpty => !(Right > Left && Bottom > Top);
}
