namespace CnnGen.Reference.Operators;

/// <summary>The sum or mean along one axis: 0 for rows, 1 for columns, 2 for channels.</summary>
public sealed class AxisReduction(int axis, bool isMean) : UnaryOperator
{
    public override RefTensor Forward(RefTensor input)
    {
        var output = new RefTensor(axis == 0 ? 1 : input.Height, axis == 1 ? 1 : input.Width, axis == 2 ? 1 : input.Channels);
        Each(input, (h, w, c) => output[axis == 0 ? 0 : h, axis == 1 ? 0 : w, axis == 2 ? 0 : c] += input[h, w, c] * Factor(input));
        return output;
    }

    public override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput) =>
        Each(input, (h, w, c) => dInput[h, w, c] += dOutput[axis == 0 ? 0 : h, axis == 1 ? 0 : w, axis == 2 ? 0 : c] * Factor(input));

    private double Factor(RefTensor input) => !isMean ? 1 : 1.0 / (axis == 0 ? input.Height : axis == 1 ? input.Width : input.Channels);

    private static void Each(RefTensor tensor, Action<int, int, int> body)
    {
        for (int h = 0; h < tensor.Height; h++)
        {
            for (int w = 0; w < tensor.Width; w++)
            {
                for (int c = 0; c < tensor.Channels; c++)
                {
                    body(h, w, c);
                }
            }
        }
    }
}
