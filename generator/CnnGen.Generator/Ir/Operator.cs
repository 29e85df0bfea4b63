using CnnGen.Generator.Model;

namespace CnnGen.Generator.Ir;

/// <summary>
/// What a node computes, with named dimensions. One sealed record an operator, each in its own file with its shape rule, parameters, cost and gradient.
/// </summary>
internal abstract record Operator
{
    /// <summary>The shape rule, for inputs that the operator accepts. Unless said otherwise the output is shaped as the input.</summary>
    public virtual TensorShape OutputShape(EquatableArray<TensorShape> inputs) => inputs[0];

    /// <summary>Multiply-adds for one image, as published tables count them: convolution and dense layers only.</summary>
    public virtual long MultiplyAdds(EquatableArray<TensorShape> inputs) => 0;

    /// <summary>The trainable tensors of a layer with this name.</summary>
    public virtual EquatableArray<ParameterSpec> Parameters(string name, EquatableArray<TensorShape> inputs) => [];

    /// <summary>Whether its gradient rule does without the gradients of tensors that are not trained.</summary>
    public virtual bool CanBeFrozen => false;

    /// <summary>
    /// The gradient rule: adds nodes that compute the gradients of this operator's inputs (those that are wanted) and parameters from the
    /// gradient of its output, and sends them on. What the added nodes read is what the forward pass keeps.
    /// </summary>
    /// <param name="gradients">The graph that grows, and the way to send.</param>
    /// <param name="node">The node of this operator.</param>
    /// <param name="dOutput">The node that computes the gradient of its output; for a loss, −1.</param>
    public virtual void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        throw new InvalidOperationException($"{GetType().Name} has no gradient rule.");

    /// <summary>One line for the table of layers, without the name and the shape: <c>Conv 6 × 5×5, s 1, p 2</c>.</summary>
    public abstract string Describe();

    /// <summary>The arithmetic of the output's size, for the table of layers; empty where there is none to do.</summary>
    public virtual string Arithmetic(EquatableArray<TensorShape> inputs) => "";
}
