namespace CnnGen.Reference.Operators;

/// <summary>A larger image: each output is a weighted mean of the input at a place between its pixels.</summary>
/// <param name="scaleHeight">Rows for each row of the input.</param>
/// <param name="scaleWidth">Columns for each column of the input.</param>
/// <param name="place">Where an output stands, given its row or column and the scale; null to repeat every pixel.</param>
public sealed class Upsample(int scaleHeight, int scaleWidth, Func<double, int, double>? place) : UnaryOperator
{
    public static double HalfPixel(double output, int scale) => ((output + 0.5) / scale) - 0.5;

    public static double Asymmetric(double output, int scale) => output / scale;

    public override RefTensor Forward(RefTensor input)
    {
        var output = new RefTensor(input.Height * scaleHeight, input.Width * scaleWidth, input.Channels);
        Each(input, (oh, ow, h, w, weight) =>
        {
            for (int c = 0; c < input.Channels; c++)
            {
                output[oh, ow, c] += weight * input[h, w, c];
            }
        });
        return output;
    }

    public override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput) => Each(input, (oh, ow, h, w, weight) =>
    {
        for (int c = 0; c < input.Channels; c++)
        {
            dInput[h, w, c] += weight * dOutput[oh, ow, c];
        }
    });

    // Every pair of an output and a pixel, with the pixel's weight: the product of 1 − distance along both axes where that is positive.
    private void Each(RefTensor input, Action<int, int, int, int, double> body)
    {
        for (int oh = 0; oh < input.Height * scaleHeight; oh++)
        {
            for (int ow = 0; ow < input.Width * scaleWidth; ow++)
            {
                double y = Place(oh, scaleHeight, input.Height);
                double x = Place(ow, scaleWidth, input.Width);
                for (int h = 0; h < input.Height; h++)
                {
                    for (int w = 0; w < input.Width; w++)
                    {
                        double weight = Math.Max(0, 1 - Math.Abs(y - h)) * Math.Max(0, 1 - Math.Abs(x - w));
                        if (weight > 0)
                        {
                            body(oh, ow, h, w, weight);
                        }
                    }
                }
            }
        }
    }

    private double Place(int output, int scale, int size) => place is null ? output / scale : Math.Clamp(place(output, scale), 0, size - 1);
}
