using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>A function of each value by itself.</summary>
internal abstract record Activation : Operator
{
    // An exponential has fourteen constants.
    private const int ManyRegisters = 16;

    /// <summary>The function, as an expression of a vector.</summary>
    public abstract Expression Value(Expression x);

    /// <summary>Its derivative times the gradient of the output.</summary>
    /// <param name="kept">What the forward pass keeps: the output, or the input if <see cref="GradientReadsInput"/>.</param>
    /// <param name="dOutput">The gradient of the output.</param>
    public abstract Expression Gradient(Expression kept, Expression dOutput);

    /// <summary>Whether the output does not tell the derivative, so that the input is kept and no other layer can apply the activation in training.</summary>
    public virtual bool GradientReadsInput => false;

    /// <summary>Whether it is computed in a few dozen instructions, so that a layer before can apply it to each of its sums in registers.</summary>
    public virtual bool IsShort => true;

    /// <summary>
    /// Registers that its constants and intermediate values take beside its argument. A layer whose accumulators leave fewer applies it to what it has stored:
    /// the JIT keeps constants in registers over the loops before, and spills an accumulator for them.
    /// </summary>
    public virtual int Registers => ManyRegisters;

    /// <summary>Whether a larger input never gives a smaller output, so that a maximum may be taken before.</summary>
    public virtual bool IsMonotonic => true;

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new ActivationGradient(this), GradientReadsInput ? gradients[node].Inputs[0] : node, dOutput);
}
