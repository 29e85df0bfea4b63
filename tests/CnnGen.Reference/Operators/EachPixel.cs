namespace CnnGen.Reference.Operators;

/// <summary>An operator over vectors, applied to the channels of each pixel.</summary>
public sealed class EachPixel(UnaryOperator op) : UnaryOperator
{
    public override RefTensor Forward(RefTensor input)
    {
        RefTensor output = input.ZerosLike();
        for (int first = 0; first < input.Length; first += input.Channels)
        {
            op.Forward(Pixel(input, first)).Values.CopyTo(output.Values, first);
        }

        return output;
    }

    public override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput)
    {
        for (int first = 0; first < input.Length; first += input.Channels)
        {
            RefTensor gradient = RefTensor.Vector(new double[input.Channels]);
            op.Backward(Pixel(input, first), Pixel(output, first), Pixel(dOutput, first), gradient);
            for (int c = 0; c < input.Channels; c++)
            {
                dInput.Values[first + c] += gradient.Values[c];
            }
        }
    }

    private static RefTensor Pixel(RefTensor image, int first) => RefTensor.Vector(image.Values[first..(first + image.Channels)]);
}
