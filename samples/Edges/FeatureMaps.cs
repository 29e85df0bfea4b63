using CnnGen;

namespace Edges;

/// <summary>The output of one step: a plane for each kernel.</summary>
/// <param name="Step">The step's file name.</param>
/// <param name="Size">Rows and columns.</param>
/// <param name="Values">The values, [row, column, kernel].</param>
internal sealed record FeatureMaps(string Step, int Size, float[] Values)
{
    /// <summary>Answers beyond this part of all are as bright as the brightest, so that one corner does not make the rest dark.</summary>
    private const double Clipped = 0.99;

    /// <summary>All steps for one picture, computed by generated networks.</summary>
    public static FeatureMaps[] Compute(Image picture) => picture.Channels == 1
        ?
        [
            Run<Grey.Convolution>("convolution", picture),
            Run<Grey.Rectified>("relu", picture),
            Run<Grey.Maximum>("max-pool", picture),
            Run<Grey.Minimum>("min-pool", picture),
            Run<Grey.Average>("average-pool", picture),
        ]
        :
        [
            Run<Colour.Convolution>("convolution", picture),
            Run<Colour.Rectified>("relu", picture),
            Run<Colour.Maximum>("max-pool", picture),
            Run<Colour.Minimum>("min-pool", picture),
            Run<Colour.Average>("average-pool", picture),
        ];

    /// <summary>The answer of a kernel that is drawn as white.</summary>
    public float Strongest(int kernel)
    {
        float[] sizes = [.. Plane(kernel).Select(Math.Abs).Order()];
        return Math.Max(sizes[(int)(Clipped * (sizes.Length - 1))], float.Epsilon);
    }

    /// <summary>One kernel's plane as a grey picture. Brightness is the root of the strength, so that weak answers are seen beside strong ones.</summary>
    /// <param name="kernel">Its index.</param>
    /// <param name="strongest">The value that becomes white.</param>
    /// <param name="isSigned">Whether zero is the middle grey, and negative values are darker; otherwise it is black.</param>
    public Image Draw(int kernel, float strongest, bool isSigned)
    {
        double zero = isSigned ? 127.5 : 0;
        byte[] pixels = [.. Plane(kernel).Select(value => Shade(zero, value / strongest))];
        return new Image(Size, Size, 1, pixels);
    }

    private static byte Shade(double zero, double strength) =>
        (byte)Math.Clamp(Math.Round(zero + ((255 - zero) * Math.Sign(strength) * Math.Sqrt(Math.Abs(strength)))), 0, 255);

    private IEnumerable<float> Plane(int kernel) => Values.Where((_, i) => i % EdgeKernels.Count == kernel);

    private static FeatureMaps Run<TNetwork>(string step, Image picture)
        where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(seed: 0);
        EdgeKernels.Set(network.Weights);
        float[] output = new float[TNetwork.Info.OutputLength];
        network.Forward(picture.ToFloats(), output);
        return new FeatureMaps(step, (int)Math.Sqrt(output.Length / EdgeKernels.Count), output);
    }
}
