using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Activations;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>One thing that becomes of a sum in registers: a part of an <see cref="Epilogue"/>.</summary>
internal abstract record EpiloguePart
{
    /// <summary>The pointer it reads, or null.</summary>
    public virtual string? Pointer => null;

    /// <summary>How it continues a formula.</summary>
    public abstract string Formula { get; }

    /// <summary>The value after it.</summary>
    /// <param name="value">The value before it.</param>
    /// <param name="load">What a pointer has at the place of the output.</param>
    /// <param name="name">Gives a value that is read more than once a name; null where it needs none.</param>
    public abstract Expression Apply(Expression value, Func<string, Expression> load, Func<Expression, Expression>? name);
}

/// <summary>Adds what a pointer has at the place of the output.</summary>
/// <param name="Name">The pointer.</param>
/// <param name="Indices">How a formula indexes it.</param>
internal sealed record AddedTensor(string Name, string Indices) : EpiloguePart
{
    /// <summary>
    /// A value a channel. It is added last: a sum that began with it would round each of its terms to the precision of a bias that may be far larger, as that
    /// of a folded batch norm often is.
    /// </summary>
    public static AddedTensor Bias { get; } = new("bias", "[oc]");

    /// <summary>The second input of a convolution that adds one: a value an output.</summary>
    public static AddedTensor Residual { get; } = new("residual", "");

    public override string Pointer => Name;

    public override string Formula => $" + {Name}{Indices}";

    public override Expression Apply(Expression value, Func<string, Expression> load, Func<Expression, Expression>? name) =>
        new Binary(BinaryOperation.Add, value, load(Name));
}

/// <summary>Multiplies by the derivative of an activation, whose output a pointer has at the place of the sum: a gradient passes through it.</summary>
/// <param name="Function">Which.</param>
internal sealed record MultipliedByDerivative(Activation Function) : EpiloguePart
{
    /// <summary>The output of the activation.</summary>
    public const string Activated = "activated";

    public override string Pointer => Activated;

    public override string Formula => $" · f′, with f = {Function.Describe()}";

    public override Expression Apply(Expression value, Func<string, Expression> load, Func<Expression, Expression>? name) =>
        Function.Gradient(load(Activated), value is Local ? value : name?.Invoke(value) ?? value);
}

/// <summary>Applies an activation.</summary>
/// <param name="Function">Which.</param>
internal sealed record AppliedActivation(Activation Function) : EpiloguePart
{
    public override string Formula => ", " + Function.Describe();

    public override Expression Apply(Expression value, Func<string, Expression> load, Func<Expression, Expression>? name) =>
        Function.Value(value is Local ? value : name?.Invoke(value) ?? value);
}
