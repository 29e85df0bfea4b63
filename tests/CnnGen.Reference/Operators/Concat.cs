namespace CnnGen.Reference.Operators;

/// <summary>Values joined along an axis: 0 for rows, 1 for columns, 2 for channels.</summary>
public sealed class Concat(int axis = 2) : ImageOperator
{
    public override RefTensor Forward(IReadOnlyList<RefTensor> inputs)
    {
        int[] sizes = Sizes(inputs[0]);
        if (inputs.FirstOrDefault(input => Sizes(input).Where((size, other) => other != axis && size != sizes[other]).Any()) is { } unlike)
        {
            throw new ArgumentException($"{inputs[0]} and {unlike} cannot be joined.");
        }

        sizes[axis] = inputs.Sum(Along);
        var output = new RefTensor(sizes[0], sizes[1], sizes[2]);
        Each(inputs, (i, h, w, c, at) => output[at.H, at.W, at.C] = inputs[i][h, w, c]);
        return output;
    }

    public override void Backward(IReadOnlyList<RefTensor> inputs, RefTensor output, RefTensor dOutput, IReadOnlyList<RefTensor> dInputs) =>
        Each(inputs, (i, h, w, c, at) => dInputs[i][h, w, c] += dOutput[at.H, at.W, at.C]);

    private int Along(RefTensor tensor) => Sizes(tensor)[axis];

    private static int[] Sizes(RefTensor tensor) => [tensor.Height, tensor.Width, tensor.Channels];

    private void Each(IReadOnlyList<RefTensor> inputs, Action<int, int, int, int, (int H, int W, int C)> body)
    {
        int first = 0;
        for (int i = 0; i < inputs.Count; i++)
        {
            for (int h = 0; h < inputs[i].Height; h++)
            {
                for (int w = 0; w < inputs[i].Width; w++)
                {
                    for (int c = 0; c < inputs[i].Channels; c++)
                    {
                        body(i, h, w, c, (axis == 0 ? first + h : h, axis == 1 ? first + w : w, axis == 2 ? first + c : c));
                    }
                }
            }

            first += Along(inputs[i]);
        }
    }
}
