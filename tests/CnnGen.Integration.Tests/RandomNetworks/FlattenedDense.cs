using CnnGen.Reference;
using CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>A dense layer on an image: the flattening before it is implied.</summary>
internal sealed class FlattenedDense(Dense dense) : UnaryOperator
{
    private readonly Flatten _flatten = new();

    public override IReadOnlyList<RefParameter> Parameters => dense.Parameters;

    public override RefTensor Forward(RefTensor input) => dense.Forward(_flatten.Forward(input));

    public override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput)
    {
        RefTensor flat = _flatten.Forward(input);
        RefTensor dFlat = flat.ZerosLike();
        dense.Backward(flat, output, dOutput, dFlat);
        _flatten.Backward(input, flat, dFlat, dInput);
    }
}
