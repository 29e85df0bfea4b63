using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Operators;

/// <summary>A convolution with what is computed on its outputs while they are in registers. Made by passes, never written by a user.</summary>
/// <param name="Convolution">The convolution, with its bias.</param>
/// <param name="Activation">Applied to each output, or null.</param>
/// <param name="Pool">Non-overlapping, unpadded max pooling after the activation, or null.</param>
/// <param name="KeepsWinners">Whether the place of each window's first maximum is kept for the backward pass.</param>
internal sealed record FusedConvolution(Convolution Convolution, Activation? Activation, MaxPool? Pool, bool KeepsWinners) : Operator
{
    /// <summary>Rows of the convolution that are computed: all, or those that a pool reads.</summary>
    public int CoveredRows => Pool is null ? Convolution.Vertical.OutputSize : Pool.Vertical.OutputSize * Pool.Vertical.F;

    /// <summary>Columns of the convolution that are computed.</summary>
    public int CoveredColumns => Pool is null ? Convolution.Horizontal.OutputSize : Pool.Horizontal.OutputSize * Pool.Horizontal.F;

    public override long MultiplyAdds(EquatableArray<TensorShape> inputs) => Convolution.MultiplyAdds(inputs);

    public override EquatableArray<ParameterSpec> Parameters(string name, EquatableArray<TensorShape> inputs) => Convolution.Parameters(name, inputs);

    public override string Describe() =>
        Convolution.Describe() + (Activation is null ? "" : ", " + Activation.Describe()) + (Pool is null ? "" : ", " + Pool.Describe());
}
