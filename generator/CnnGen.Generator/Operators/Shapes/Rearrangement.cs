using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>A place in an image, or the distance between two: rows, columns, channels.</summary>
internal readonly record struct Offset(int Row, int Column, int Channel)
{
    /// <summary>Steps along one axis.</summary>
    public static Offset Along(Axis axis, int steps) => axis switch
    {
        Axis.Rows => new(steps, 0, 0),
        Axis.Columns => new(0, steps, 0),
        _ => new(0, 0, steps),
    };
}

/// <summary>One of the loops over elements that are moved.</summary>
/// <param name="Extent">How many.</param>
/// <param name="From">From one to the next in the input.</param>
/// <param name="To">From one to the next in the output.</param>
internal sealed record MovedAxis(int Extent, Offset From, Offset To)
{
    /// <summary>The same the other way.</summary>
    public MovedAxis Reversed() => new(Extent, To, From);
}

/// <summary>Elements that are moved by evenly spaced steps along each of their axes.</summary>
/// <param name="From">The first in the input.</param>
/// <param name="To">The first in the output.</param>
/// <param name="Axes">The loops, the outermost in the output first.</param>
internal sealed record MovedBox(Offset From, Offset To, EquatableArray<MovedAxis> Axes)
{
    /// <summary>The same the other way.</summary>
    public MovedBox Reversed() => new(To, From, Axes.Select(axis => axis.Reversed()).ToEquatableArray());

    /// <summary>All of an image: rows, columns and channels, each by steps of its own on both sides.</summary>
    public static MovedBox Image(
        TensorShape shape,
        Offset from,
        Offset to,
        (Offset From, Offset To) row,
        (Offset From, Offset To) column,
        (Offset From, Offset To) channel) =>
        new(from, to, [new(shape.Height, row.From, row.To), new(shape.Width, column.From, column.To), new(shape.Channels, channel.From, channel.To)]);
}

/// <summary>A layer that computes nothing: every element of its output is one of the input's, each of which is used once at most.</summary>
internal abstract record Rearrangement : Operator
{
    /// <summary>Where the elements come from and go to, or null where no steps of one size do and they go by way of a vector.</summary>
    public abstract MovedBox? Box(TensorShape input);

    /// <summary>The two halves of such a way.</summary>
    public virtual (Rearrangement ToVector, Rearrangement FromVector) Halves(TensorShape input) => throw new InvalidOperationException();

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new RearrangementGradient(this, gradients[gradients[node].Inputs[0]].Shape), dOutput);
}

/// <summary>The gradient of a <see cref="Rearrangement"/>: back to where the elements came from, zeros where none was used.</summary>
/// <param name="Forward">The layer.</param>
/// <param name="Input">Its input.</param>
internal sealed record RearrangementGradient(Rearrangement Forward, TensorShape Input) : Operator
{
    public override string Describe() => $"gradient of {Forward.Describe()}";
}
