namespace Networks.Diagrams;

/// <summary>Where a box stands.</summary>
/// <param name="Center">Its middle, from left to right; also where its inputs and outputs are, unless several meet in it.</param>
/// <param name="Top">Its upper edge.</param>
/// <param name="Width">From left to right.</param>
/// <param name="Height">From top to bottom.</param>
/// <param name="Bypass">Where an edge runs that leads past the branches of this box.</param>
internal sealed record BoxPlace(double Center, double Top, double Width, double Height, double Bypass)
{
    public double Left => Center - (Width / 2);

    public double Right => Center + (Width / 2);

    public double Bottom => Top + Height;
}
