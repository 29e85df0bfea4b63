using CnnGen.Generator.Model;

namespace CnnGen.Generator.Loops;

/// <summary>One step of a kernel.</summary>
internal abstract record Statement;

/// <summary>Counts a variable from <paramref name="Start"/> while it is below <paramref name="End"/>.</summary>
/// <param name="Variable">Its name.</param>
/// <param name="Start">First value.</param>
/// <param name="End">Bound, or the name of an integer argument or local.</param>
/// <param name="Step">Step.</param>
/// <param name="Unrolled">Whether the body is written out once for each value. Then bounds are constants.</param>
/// <param name="Body">What is repeated.</param>
internal sealed record Loop(string Variable, IndexExpression Start, IndexExpression End, int Step, bool Unrolled, EquatableArray<Statement> Body) : Statement
{
    /// <summary>Whether only those values are taken that lie in the part of the work which the kernel was called for. The step is 1 then.</summary>
    public bool IsParallel { get; init; }

    /// <summary>Which task each value is, where it is not the task of that number. The first value is 0 then.</summary>
    public TaskStride? Tasks { get; init; }
}

/// <summary>Tasks that are counted across another loop: value v of a loop is task v · <paramref name="Count"/> + <paramref name="Offset"/>.</summary>
/// <param name="Offset">The task of value 0; in most cases the round of the other loop.</param>
/// <param name="Count">From one value's task to the next one's: all rounds of the other loop, or 1 where the values of a round are neighbours.</param>
/// <param name="IsPartial">Whether there are tasks behind those of this loop, which it must leave alone.</param>
internal sealed record TaskStride(IndexExpression Offset, int Count, bool IsPartial = false);

/// <summary>Runs the body where a loop over <paramref name="Tasks"/> has any round in the part of the work which the kernel was called for.</summary>
internal sealed record WhenAnyTask(TaskStride Tasks, EquatableArray<Statement> Body) : Statement;

/// <summary>Introduces a local.</summary>
internal sealed record Declare(Local Local, Expression Value) : Statement;

/// <summary>Gives a local a new value.</summary>
internal sealed record Assign(Local Local, Expression Value) : Statement;

/// <summary>Writes the first <paramref name="Count"/> lanes of a vector.</summary>
/// <param name="Pointer">Where the buffer begins.</param>
/// <param name="At">Where in the buffer.</param>
/// <param name="Value">The vector.</param>
/// <param name="Count">Lanes.</param>
/// <param name="IsNonTemporal">Whether a whole vector goes to memory at once, without the line being read first: for more than the caches hold.</param>
internal sealed record StoreVector(string Pointer, IndexExpression At, Expression Value, int Count, bool IsNonTemporal = false) : Statement;

/// <summary>Writes the first <paramref name="Count"/> lanes of a vector of integers.</summary>
internal sealed record StoreIntegerVector(string Pointer, IndexExpression At, Expression Value, int Count) : Statement;

/// <summary>Writes one element.</summary>
internal sealed record StoreElement(string Pointer, IndexExpression At, Expression Value) : Statement;

/// <summary>A pointer into a buffer, for what the loops inside have in common.</summary>
internal sealed record DeclarePointer(string Name, string Base, IndexExpression At) : Statement;

/// <summary>A pointer to a table of constants.</summary>
internal sealed record DeclareIntegers(string Name, EquatableArray<int> Values) : Statement;

/// <summary>A pointer to a table of constants.</summary>
internal sealed record DeclareFloats(string Name, EquatableArray<float> Values) : Statement;

/// <summary>A comment line: what the next loop nest computes, in the field's terms.</summary>
internal sealed record Remark(string Text) : Statement;

/// <summary>Statements with locals of their own.</summary>
internal sealed record Block(EquatableArray<Statement> Body) : Statement;

/// <summary>Runs the body where a scalar or integer comparison holds.</summary>
internal sealed record WhenGreater(Expression A, Expression B, EquatableArray<Statement> Body) : Statement;

/// <summary>Calls another kernel of the program.</summary>
/// <param name="Kernel">Its name.</param>
/// <param name="Arguments">In its order.</param>
internal sealed record CallKernel(string Kernel, EquatableArray<Expression> Arguments) : Statement;

/// <summary>Calls a method of the library, for work whose speed does not depend on a shape.</summary>
/// <param name="Method">Class and method: <c>LossMath.SoftmaxCrossEntropy</c>.</param>
/// <param name="Arguments">In its order.</param>
internal sealed record CallLibrary(string Method, EquatableArray<Expression> Arguments) : Statement;
