using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Pooling;

namespace CnnGen.Generator.Operators.Convolutions;

/// <summary>A convolution with what is computed on its outputs while they are in registers. Made by passes, never written by a user.</summary>
/// <param name="Convolution">The convolution, with its bias.</param>
/// <param name="Activation">Applied to each output, or null.</param>
/// <param name="Pool">Non-overlapping, unpadded max pooling after the activation, or null.</param>
/// <param name="KeepsArgMax">Whether the place of each window's first maximum is kept for the backward pass.</param>
internal sealed record FusedConvolution(Convolution Convolution, Activation? Activation, MaxPool? Pool, bool KeepsArgMax) : Operator
{
    /// <summary>Whether the second input is added to each sum, before the activation.</summary>
    public bool AddsResidual { get; init; }

    /// <summary>
    /// The activation whose derivative each sum is multiplied by, where the convolution is the gradient of an input; its output is the second input. Null
    /// elsewhere.
    /// </summary>
    public Activation? GradientOf { get; init; }

    /// <summary>Whether there is a second input: a value for each sum.</summary>
    public bool HasSecondInput => AddsResidual || GradientOf is not null;

    /// <summary>
    /// The weights, where they belong to another layer: the gradient of a transposed convolution is a convolution. Null where they are the node's own.
    /// </summary>
    public ParameterSpec? SharedWeight { get; init; }

    /// <summary>
    /// Whether the weights are turned by half a circle, with inputs and outputs exchanged: [ic, oc, kh, kw] of the other layer, read as [oc, ic, F − 1 − kh, F
    /// − 1 − kw]. With stride 1, that makes a convolution of the gradient of its input.
    /// </summary>
    public bool RotatesWeight { get; init; }

    /// <summary>Rows of the convolution that make one of the output.</summary>
    public int PoolRows => Pool?.Vertical.F ?? 1;

    /// <summary>Columns of the convolution that make one of the output.</summary>
    public int PoolColumns => Pool?.Horizontal.F ?? 1;

    /// <summary>Rows of the convolution that are computed: all, or those that a pool reads.</summary>
    public int CoveredRows => Pool is null ? Convolution.Vertical.OutputSize : Pool.Vertical.OutputSize * Pool.Vertical.F;

    /// <summary>Columns of the convolution that are computed.</summary>
    public int CoveredColumns => Pool is null ? Convolution.Horizontal.OutputSize : Pool.Horizontal.OutputSize * Pool.Horizontal.F;

    public override long MultiplyAdds(EquatableArray<TensorShape> inputs) => Convolution.MultiplyAdds(inputs);

    public override EquatableArray<ParameterSpec> Parameters(string name, EquatableArray<TensorShape> inputs) =>
        SharedWeight is null ? Convolution.Parameters(name, inputs) : [];

    public override string Describe() =>
        (RotatesWeight ? "gradient of input as " : "")
            + Convolution.Describe()
            + (AddsResidual ? ", Add" : "")
            + (GradientOf is null ? "" : $", gradient of {GradientOf.Describe()}")
            + (Activation is null ? "" : ", " + Activation.Describe())
            + (Pool is null ? "" : ", " + Pool.Describe());

    /// <summary>
    /// The activation's derivative comes from the output that was kept; the gradients of weights and input follow dOut, or only the winners of the pool.
    /// </summary>
    public override void Differentiate(GradientBuilder gradients, int node, int dOutput)
    {
        Node layer = gradients[node];
        int input = layer.Inputs[0];
        if (Activation is not null)
        {
            dOutput = gradients.Add(layer.Name + " activation gradient", new ActivationGradient(Activation), layer.Shape, node, dOutput);
        }

        if (!gradients.Trains(node))
        {
            // Nobody asks for the gradient of weights that are not trained.
        }
        else if (Pool is null)
        {
            gradients.Add(layer.Name + " weight gradient", new ConvolutionWeightGradient(Convolution, layer.Parameters), TensorShape.Vector(0), input, dOutput);
        }
        else
        {
            gradients.Add(layer.Name + " weight gradient", new PooledWeightGradient(this, layer.Parameters), TensorShape.Vector(0), input, dOutput, node);
        }

        if (!gradients.Wants(input))
        {
            return;
        }

        TensorShape shape = gradients[input].Shape;
        gradients.Send(input, Pool is null
            ? gradients.Add(layer.Name + " input gradient", new ConvolutionInputGradient(Convolution, layer.Parameters[0]), shape, dOutput)
            : gradients.Add(layer.Name + " input gradient", new PooledInputGradient(this, layer.Parameters[0]), shape, dOutput, node));
    }
}
