using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>
/// What becomes of the sums of a convolution while they are in registers: a chain of parts, each applied to the result of the one before. An algorithm takes
/// the chain of its operator, leaves out the parts that it does elsewhere, and says where the others find what they read; what the parts are it need not know.
/// A pool's maximum is taken before the chain: its parts are the same for all sums of a window, and rise monotonically.
/// </summary>
internal sealed class Epilogue
{
    private readonly EquatableArray<EpiloguePart> _parts;

    private Epilogue(EquatableArray<EpiloguePart> parts) => _parts = parts;

    /// <summary>Whether nothing becomes of the sums.</summary>
    public bool IsEmpty => _parts.Count == 0;

    /// <summary>The pointers that the parts read, in their order: parameters of the kernel.</summary>
    public IEnumerable<string> Pointers => _parts.Select(part => part.Pointer).OfType<string>();

    /// <summary>Continues a formula: <c> + bias[oc] + residual, ReLU</c>.</summary>
    public string Formula => string.Concat(_parts.Select(part => part.Formula));

    /// <summary>All that is fused into a convolution, but its pool.</summary>
    public static Epilogue Of(FusedConvolution fused)
    {
        List<EpiloguePart> parts = [];
        if (fused.Convolution.HasBias)
        {
            parts.Add(AddedTensor.Bias);
        }

        if (fused.AddsResidual)
        {
            parts.Add(AddedTensor.Residual);
        }

        if (fused.GradientOf is { } activated)
        {
            parts.Add(new MultipliedByDerivative(activated));
        }

        if (fused.Activation is { } activation)
        {
            parts.Add(new AppliedActivation(activation));
        }

        return new Epilogue(parts.ToEquatableArray());
    }

    /// <summary>The chain for outputs whose activation is applied after they were stored: <see cref="StoredActivation"/>.</summary>
    public Epilogue WithoutActivation() => new(_parts.Where(part => part is not AppliedActivation).ToEquatableArray());

    /// <summary>The parameters of a kernel that ends with the chain, after those of its sums.</summary>
    public IEnumerable<KernelParameter> Parameters => Pointers.Select(name => new KernelParameter(name, ParameterType.FloatPointer));

    /// <summary>What such a kernel is called with for <see cref="Parameters"/>.</summary>
    /// <param name="channel">The first channel.</param>
    /// <param name="residual">The place of the first output in the residual; not asked without one.</param>
    public IEnumerable<Expression> Arguments(IndexExpression channel, Func<IndexExpression> residual) =>
        Pointers.Select(pointer => new AddressOf(pointer, PlaceOf(pointer, channel, residual)));

    /// <summary>Where a part reads for an output.</summary>
    /// <param name="pointer">What it reads.</param>
    /// <param name="channel">The output's channel.</param>
    /// <param name="residual">The output's place in the residual; not asked without one.</param>
    public static IndexExpression PlaceOf(string pointer, IndexExpression channel, Func<IndexExpression> residual) =>
        pointer == AddedTensor.Bias.Pointer ? channel : residual();

    /// <summary>What becomes of a sum.</summary>
    /// <param name="sum">The sum, or the largest of a pool's window.</param>
    /// <param name="load">What a part reads at the place of the output, by the name of its pointer; not asked where no part reads.</param>
    /// <param name="name">Gives a value a name, where a part reads it more than once; null where values may be written more than once.</param>
    public Expression Apply(Expression sum, Func<string, Expression>? load = null, Func<Expression, Expression>? name = null) =>
        _parts.Aggregate(sum, (value, part) => part.Apply(value, load!, name));

    /// <summary>What becomes of a sum that stands in a local: a value that a part reads more than once takes its place there.</summary>
    /// <param name="b">Where it is written.</param>
    /// <param name="sum">The sum.</param>
    /// <param name="load">As of <see cref="Apply"/>.</param>
    public Expression ApplyInPlace(LoopBuilder b, Local sum, Func<string, Expression>? load = null) => Apply(sum, load, value =>
    {
        b.Assign(sum, value);
        return sum;
    });
}
