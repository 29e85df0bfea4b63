namespace CnnGen.Reference.Operators;

/// <summary>
/// What a layer computes for a batch. <c>inputs[operand][image]</c>: an operator that mixes images (batch normalisation) or draws per image
/// (dropout) derives from this class, all others from <see cref="ImageOperator"/>.
/// </summary>
public abstract class RefOperator
{
    public virtual IReadOnlyList<RefParameter> Parameters => [];

    public abstract RefTensor[] Forward(IReadOnlyList<RefTensor[]> inputs, bool training);

    /// <summary>Adds to the inputs' gradients and to those of <see cref="Parameters"/>: a value may have several readers.</summary>
    public abstract void Backward(IReadOnlyList<RefTensor[]> inputs, RefTensor[] outputs, RefTensor[] dOutputs, IReadOnlyList<RefTensor[]> dInputs);

    /// <summary>
    /// How far one image's inputs are from a point where the gradient jumps, relative to the largest input. Below the rounding of single precision
    /// a test has no right answer. Exact ties do not count: they come from ReLU's zeros, whose gradient is zero whoever wins.
    /// </summary>
    public virtual double KinkDistance(IReadOnlyList<RefTensor> inputs) => double.PositiveInfinity;
}
