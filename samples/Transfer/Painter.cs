using CnnGen;
using CnnGen.Runtime;

namespace Transfer;

/// <summary>
/// Paints a drawing somewhere in a picture: turned, larger or smaller, in colours of its own, on a background with spots, with some noise. Everything comes
/// from the seed.
/// </summary>
internal static class Painter
{
    private const int Samples = 3; // a pixel, in each direction

    public static Image Paint(Drawing drawing, int height, int width, ref RandomSource random)
    {
        double[][] colors = [.. Enumerable.Range(0, Drawing.MostParts).Select(_ => new double[3])];
        double[] back = new double[6];
        foreach (ref double value in back.AsSpan())
        {
            value = 40 + (random.NextDouble() * 175);
        }

        foreach (double[] color in colors)
        {
            Contrasting(color, back, ref random);
        }

        (double X, double Y, double Radius, double Grey)[] spots = new (double, double, double, double)[6];
        foreach (ref var spot in spots.AsSpan())
        {
            spot = ((3 * random.NextDouble()) - 1.5, (3 * random.NextDouble()) - 1.5, 0.08 + (0.25 * random.NextDouble()), (random.NextDouble() - 0.5) * 90);
        }

        double turn = (random.NextDouble() - 0.5) * drawing.Turn;
        double scale = 1 / (0.55 + (0.35 * random.NextDouble()));
        (double right, double down) = ((random.NextDouble() - 0.5) * 0.5, (random.NextDouble() - 0.5) * 0.5);
        (double sine, double cosine) = Math.SinCos(turn);
        double side = Math.Min(height, width);
        double noise = random.NextDouble() * 14;
        Image image = new(height, width, 3);
        Span<double> sum = stackalloc double[3];
        for (int pixel = 0; pixel < height * width; pixel++)
        {
            sum.Clear();
            for (int sample = 0; sample < Samples * Samples; sample++)
            {
                double x = (2 * ((pixel % width) + (((sample % Samples) + 0.5) / Samples)) - width) / side;
                double y = (2 * ((pixel / width) + (((sample / Samples) + 0.5) / Samples)) - height) / side;
                double dx = (x - right) * scale;
                double dy = (y - down) * scale;
                int part = drawing.Part((dx * cosine) + (dy * sine), (dy * cosine) - (dx * sine));
                double grey = part < 0
                    ? spots.Where(spot => Math.Pow(x - spot.X, 2) + Math.Pow(y - spot.Y, 2) < spot.Radius * spot.Radius).Sum(spot => spot.Grey)
                    : 0;
                for (int channel = 0; channel < 3; channel++)
                {
                    double mix = (y + 1) / 2;
                    sum[channel] += part < 0 ? (back[channel] * (1 - mix)) + (back[channel + 3] * mix) + grey : colors[part][channel];
                }
            }

            for (int channel = 0; channel < 3; channel++)
            {
                image.Pixels[(3 * pixel) + channel] = (byte)Math.Clamp((sum[channel] / (Samples * Samples)) + (noise * random.NextGaussian()), 0, 255);
            }
        }

        return image;
    }

    private static void Contrasting(double[] color, double[] back, ref RandomSource random)
    {
        double difference = 0;
        while (difference < 140)
        {
            difference = 0;
            for (int channel = 0; channel < 3; channel++)
            {
                color[channel] = random.NextDouble() * 255;
                difference += Math.Abs(color[channel] - ((back[channel] + back[channel + 3]) / 2));
            }
        }
    }
}
