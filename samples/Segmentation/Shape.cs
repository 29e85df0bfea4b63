using CnnGen.Runtime;

namespace Segmentation;

/// <summary>One shape of a scene.</summary>
/// <param name="Label">Its class: 1 for a disc, 2 for a square, 3 for a triangle.</param>
/// <param name="X">Its middle, in pixels.</param>
/// <param name="Y">Its middle.</param>
/// <param name="Radius">From the middle to a corner, or to the edge of a disc.</param>
/// <param name="Turn">By how much it is turned, in radians.</param>
/// <param name="Color">Red, green and blue from 0 to 1.</param>
internal sealed record Shape(int Label, double X, double Y, double Radius, double Turn, double[] Color)
{
    private const int Disc = 1;
    private const int Square = 2;
    private const int Triangle = 3;

    // How far a colour is from the background's at least, over the three channels.
    private const double LeastContrast = 0.55;

    public static Shape Draw(ref RandomSource random, int height, int width, double[] background)
    {
        double[] color = new double[3];
        double contrast = 0;
        while (contrast < LeastContrast)
        {
            contrast = 0;
            for (int channel = 0; channel < 3; channel++)
            {
                color[channel] = random.NextDouble();
                contrast += Math.Abs(color[channel] - ((background[channel] + background[channel + 3]) / 2));
            }
        }

        double radius = (0.12 + (0.16 * random.NextDouble())) * height;
        return new Shape(
            Disc + random.NextInt(Triangle),
            width * random.NextDouble(),
            height * random.NextDouble(),
            radius,
            2 * Math.PI * random.NextDouble(),
            color);
    }

    public bool Contains(double x, double y)
    {
        (double sine, double cosine) = Math.SinCos(Turn);
        double right = (((x - X) * cosine) + ((y - Y) * sine)) / Radius;
        double down = (((y - Y) * cosine) - ((x - X) * sine)) / Radius;
        return Label switch
        {
            Disc => (right * right) + (down * down) < 1,
            Square => Math.Max(Math.Abs(right), Math.Abs(down)) < Math.Sqrt(0.5),
            _ => down < 0.5 && down > (Math.Sqrt(3) * Math.Abs(right)) - 1,
        };
    }
}
