namespace CnnGen.Reference.Operators;

/// <summary>An operator that treats each image by itself.</summary>
public abstract class ImageOperator : RefOperator
{
    public abstract RefTensor Forward(IReadOnlyList<RefTensor> inputs);

    public abstract void Backward(IReadOnlyList<RefTensor> inputs, RefTensor output, RefTensor dOutput, IReadOnlyList<RefTensor> dInputs);

    public sealed override RefTensor[] Forward(IReadOnlyList<RefTensor[]> inputs, bool training)
    {
        var outputs = new RefTensor[inputs[0].Length];
        for (int image = 0; image < outputs.Length; image++)
        {
            outputs[image] = Forward(OfImage(inputs, image));
        }

        return outputs;
    }

    public sealed override void Backward(
        IReadOnlyList<RefTensor[]> inputs, RefTensor[] outputs, RefTensor[] dOutputs, IReadOnlyList<RefTensor[]> dInputs)
    {
        for (int image = 0; image < outputs.Length; image++)
        {
            Backward(OfImage(inputs, image), outputs[image], dOutputs[image], OfImage(dInputs, image));
        }
    }

    private static RefTensor[] OfImage(IReadOnlyList<RefTensor[]> batches, int image) => [.. batches.Select(batch => batch[image])];
}
