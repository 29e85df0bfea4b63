using CnnGen.Generator.Graph;
using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Operators;

/// <summary>A function of each value by itself.</summary>
internal abstract record Activation : Operator
{
    /// <summary>The function, as an expression of a vector.</summary>
    public abstract Expression Value(Expression x);

    /// <summary>Its derivative times the gradient of the output, as an expression of the output; the input is not kept.</summary>
    public abstract Expression Gradient(Expression y, Expression dOutput);

    /// <summary>Whether <see cref="Gradient"/> must be given the input in place of the output, so that no other layer can apply the activation in training.</summary>
    public virtual bool GradientReadsInput => false;

    /// <summary>Whether a larger input never gives a smaller output, so that a maximum may be taken before.</summary>
    public virtual bool IsMonotonic => true;

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new ActivationGradient(this), GradientReadsInput ? gradients[node].Inputs[0] : node, dOutput);
}
