namespace CnnGen.Reference.Operators;

/// <summary>Values of one height and width, joined along their channels.</summary>
public sealed class Concat : ImageOperator
{
    public override RefTensor Forward(IReadOnlyList<RefTensor> inputs)
    {
        var output = new RefTensor(inputs[0].Height, inputs[0].Width, inputs.Sum(input => input.Channels));
        int first = 0;
        foreach (RefTensor input in inputs)
        {
            if (input.Height != output.Height || input.Width != output.Width)
            {
                throw new ArgumentException($"{inputs[0]} and {input} cannot be joined.");
            }

            for (int h = 0; h < input.Height; h++)
            {
                for (int w = 0; w < input.Width; w++)
                {
                    for (int c = 0; c < input.Channels; c++)
                    {
                        output[h, w, first + c] = input[h, w, c];
                    }
                }
            }

            first += input.Channels;
        }

        return output;
    }

    public override void Backward(IReadOnlyList<RefTensor> inputs, RefTensor output, RefTensor dOutput, IReadOnlyList<RefTensor> dInputs)
    {
        int first = 0;
        foreach (RefTensor dInput in dInputs)
        {
            for (int h = 0; h < dInput.Height; h++)
            {
                for (int w = 0; w < dInput.Width; w++)
                {
                    for (int c = 0; c < dInput.Channels; c++)
                    {
                        dInput[h, w, c] += dOutput[h, w, first + c];
                    }
                }
            }

            first += dInput.Channels;
        }
    }
}
