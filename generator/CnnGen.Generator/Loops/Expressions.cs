using CnnGen.Generator.Model;

namespace CnnGen.Generator.Loops;

/// <summary>The type of a value in a kernel. A vector has as many lanes as the kernel says; with one lane it is printed as a plain number.</summary>
internal enum LocalType
{
    /// <summary>Floats, one a lane.</summary>
    Vector,

    /// <summary>32-bit integers, one a lane.</summary>
    IntegerVector,

    /// <summary>One float.</summary>
    Scalar,

    /// <summary>One double.</summary>
    Double,

    /// <summary>One 32-bit integer, usable in an index.</summary>
    Integer,
}

/// <summary>A value that a kernel computes.</summary>
internal abstract record Expression
{
    public static implicit operator Expression(float value) => new Number(value);
}

/// <summary>A local. Subscripts are constants once loops are unrolled, and become part of its name: <c>acc3_1</c>.</summary>
internal sealed record Local(string Name, LocalType Type, EquatableArray<IndexExpression> Subscripts) : Expression;

/// <summary>A constant.</summary>
internal sealed record Number(float Value) : Expression;

/// <summary>An index as an integer value.</summary>
internal sealed record IndexValue(IndexExpression Index) : Expression;

/// <summary>Neighbouring elements, one a lane, at any alignment.</summary>
internal sealed record LoadVector(string Pointer, IndexExpression At) : Expression;

/// <summary>Neighbouring words of two bfloat16, of which one becomes a float: the one in the upper half or the one in the lower.</summary>
internal sealed record LoadBFloat16(string Pointer, IndexExpression At, bool IsUpper) : Expression;

/// <summary>Neighbouring integers, one a lane.</summary>
internal sealed record LoadIntegerVector(string Pointer, IndexExpression At) : Expression;

/// <summary>One element: a float, or an integer if the pointer is one to integers.</summary>
internal sealed record LoadElement(string Pointer, IndexExpression At) : Expression;

/// <summary>One number in every lane.</summary>
internal sealed record Splat(Expression Value) : Expression;

/// <summary>One integer in every lane.</summary>
internal sealed record SplatInteger(IndexExpression Value) : Expression;

/// <summary>
/// The first <paramref name="Count"/> lanes of a vector and <paramref name="Rest"/> in the others, for sums and maxima over the end of a run.
/// </summary>
internal sealed record FirstLanes(Expression Value, int Count, float Rest) : Expression;

/// <summary>A vector moved up by so many lanes, with zeros in the first ones.</summary>
internal sealed record ShiftLanes(Expression A, int By) : Expression;

/// <summary>Each lane of a vector <paramref name="Times"/> times, from the <paramref name="First"/>th of these on: 0 0 1 1 2 2 … for 2 and 0.</summary>
internal sealed record RepeatLanes(Expression A, int Times, int First) : Expression;

/// <summary>A vector whose lanes change places with those <paramref name="By"/>, a power of two, before or behind: lane i is what lane i ^ By was.</summary>
internal sealed record ExchangeLanes(Expression A, int By) : Expression;

/// <summary>An argument of the kernel, passed on to the library.</summary>
internal sealed record Argument(string Name) : Expression;

/// <summary>A pointer as an argument of a library call.</summary>
internal sealed record AddressOf(string Pointer, IndexExpression At) : Expression;

/// <summary>a·b + c, fused where the hardware can.</summary>
internal sealed record MultiplyAdd(Expression A, Expression B, Expression C) : Expression;

/// <summary>An operation on two values of one type.</summary>
internal sealed record Binary(BinaryOperation Operation, Expression A, Expression B) : Expression;

/// <summary>Operations on two values.</summary>
internal enum BinaryOperation
{
    Add,
    Subtract,
    Multiply,
    Divide,

    /// <summary>The larger; b where it is NaN. Where a is NaN, the hardware decides: some give b.</summary>
    Maximum,

    /// <summary>The smaller; b where it is NaN. Where a is NaN, the hardware decides: some give b.</summary>
    Minimum,

    /// <summary>Integers only.</summary>
    ShiftRight,

    /// <summary>Integers only.</summary>
    And,

    /// <summary>Integers only.</summary>
    Remainder,
}

/// <summary>
/// A function of each lane that the library has for a number and for vectors of every width, by its name in <c>CnnGen.Vectors.VectorMath</c>. An operator names
/// what it needs, so that there is no second list of activations.
/// </summary>
internal sealed record LibraryFunction(string Name, Expression A) : Expression;

/// <summary>A function of one value that every kind of number has.</summary>
internal sealed record Call(Function Function, Expression A) : Expression;

/// <summary>Functions of one value, which are instructions or a few of them.</summary>
internal enum Function
{
    Sqrt,
    Abs,
    Negate,

    /// <summary>The sum over the lanes, a scalar.</summary>
    SumOfLanes,

    /// <summary>The largest lane, a scalar.</summary>
    LargestLane,

    /// <summary>Lanes 0, 2, 4 … in the lower half; the upper half is not specified.</summary>
    EvenLanes,

    /// <summary>Lanes 1, 3, 5 … in the lower half; the upper half is not specified.</summary>
    OddLanes,

    /// <summary>A scalar as a double.</summary>
    ToDouble,
}

/// <summary>
/// Per lane: <paramref name="Then"/> where a &gt; b, else <paramref name="Else"/>. Works for floats and integers chosen by a comparison of floats.
/// </summary>
internal sealed record SelectGreater(Expression A, Expression B, Expression Then, Expression Else) : Expression;

/// <summary>
/// Per lane: <paramref name="Then"/> where a ≤ b, else <paramref name="Else"/>, also where one is NaN. Floats, or integers chosen by a comparison of floats.
/// </summary>
internal sealed record SelectAtMost(Expression A, Expression B, Expression Then, Expression Else) : Expression;

/// <summary>A maximum or minimum of a, b and others, or NaN where a or b is NaN: <see cref="BinaryOperation.Maximum"/> may have lost it.</summary>
internal sealed record KeepNaN(Expression Extremum, Expression A, Expression B) : Expression;

/// <summary>Per lane: <paramref name="Then"/> where the integers a and b are equal, else <paramref name="Else"/>; both are floats.</summary>
internal sealed record SelectEqual(Expression A, Expression B, Expression Then, Expression Else) : Expression;
