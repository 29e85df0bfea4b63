using CnnGen;
using CnnGen.Runtime;

namespace Segmentation;

/// <summary>A picture of discs, squares and triangles in front of each other, and the class of each pixel. Everything comes from the seed.</summary>
internal sealed class Scene
{
    /// <summary>The label of pixels that are partly of one class and partly of another.</summary>
    public const int Edge = 255;

    // A pixel in each direction.
    private const int Samples = 3;
    private const int MostShapes = 4;

    private readonly List<Shape> _shapes = [];
    private readonly double[] _background = new double[6];

    private Scene(ref RandomSource random, int height, int width)
    {
        foreach (ref double value in _background.AsSpan())
        {
            value = 0.2 + (0.6 * random.NextDouble());
        }

        int count = 2 + random.NextInt(MostShapes - 1);
        for (int i = 0; i < count; i++)
        {
            _shapes.Add(Shape.Draw(ref random, height, width, _background));
        }
    }

    /// <summary>The classes, in the order of their labels.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = ["background", "disc", "square", "triangle"];

    /// <summary>Draws scenes and their labels.</summary>
    public static TensorDataset Draw(int count, int seed, int height, int width)
    {
        float[] images = new float[count * height * width * 3];
        int[] labels = new int[count * height * width];
        for (int i = 0; i < count; i++)
        {
            RandomSource random = new(seed, (ulong)i);
            new Scene(ref random, height, width).Paint(
                images.AsSpan(i * height * width * 3, height * width * 3), labels.AsSpan(i * height * width, height * width), width, ref random);
        }

        return new TensorDataset(images, labels, [], height, width, 3);
    }

    private void Paint(Span<float> pixels, Span<int> labels, int width, ref RandomSource random)
    {
        int height = labels.Length / width;
        double noise = 0.05 * random.NextDouble();
        Span<double> sum = stackalloc double[3];
        for (int pixel = 0; pixel < labels.Length; pixel++)
        {
            sum.Clear();
            int label = -1;
            for (int sample = 0; sample < Samples * Samples; sample++)
            {
                double x = (pixel % width) + (((sample % Samples) + 0.5) / Samples);
                double y = (pixel / width) + (((sample / Samples) + 0.5) / Samples);
                Shape? shape = _shapes.FindLast(shape => shape.Contains(x, y));
                int here = shape?.Label ?? 0;
                label = label < 0 || label == here ? here : Edge;
                for (int channel = 0; channel < 3; channel++)
                {
                    double mix = y / height;
                    sum[channel] += shape?.Color[channel] ?? ((_background[channel] * (1 - mix)) + (_background[channel + 3] * mix));
                }
            }

            labels[pixel] = label;
            for (int channel = 0; channel < 3; channel++)
            {
                pixels[(3 * pixel) + channel] = (float)Math.Clamp((sum[channel] / (Samples * Samples)) + (noise * random.NextGaussian()), 0, 1);
            }
        }
    }
}
