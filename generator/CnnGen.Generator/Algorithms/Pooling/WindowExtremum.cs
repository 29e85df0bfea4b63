using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>
/// The largest or smallest value of a pool's window. As in PyTorch one NaN makes the window NaN, and its place is that of the last NaN; without one,
/// the place of the first extremum.
/// </summary>
/// <remarks>
/// Where one operand is NaN, x86 returns the second: an accumulator as the second operand keeps a NaN that it has, and loses one that comes.
/// The hardware can ask of two values at once whether one is NaN, so two values at a time are added to the accumulator.
/// </remarks>
/// <param name="b">Where it is written.</param>
/// <param name="best">Begins as a value of the window.</param>
/// <param name="isMaximum">Whether the largest is wanted.</param>
internal sealed class WindowExtremum(LoopBuilder b, Local best, bool isMaximum)
{
    private Local? _waiting;

    private BinaryOperation Operation => isMaximum ? BinaryOperation.Maximum : BinaryOperation.Minimum;

    /// <summary>The largest of some values.</summary>
    /// <param name="values">The values, each of which may be read several times.</param>
    /// <param name="nanValue">The one that is NaN wherever another is, if there is one: it goes last, and nothing has to be asked.</param>
    public static Expression Maximum(IReadOnlyList<Expression> values, int? nanValue = null)
    {
        if (nanValue is { } last)
        {
            IEnumerable<Expression> inOrder = values.Where((_, i) => i != last).Append(values[last]);
            return inOrder.Aggregate((largest, x) => new Binary(BinaryOperation.Maximum, largest, x));
        }

        Expression best = values[0];
        for (int i = 1; i < values.Count; i += 2)
        {
            best = i + 1 < values.Count
                ? With(best, values[i], values[i + 1], BinaryOperation.Maximum)
                : With(best, values[i], BinaryOperation.Maximum);
        }

        return best;
    }

    /// <summary>
    /// Adds a value that stands before all that were taken, and its place. Reads <paramref name="best"/> twice, so that the order of the statements matters.
    /// </summary>
    /// <remarks>
    /// Backwards, ≥ lets the first of equals win, and is false once the accumulator is NaN: the last NaN stays. That a NaN beats numbers takes one
    /// operation: it is compared as ∞.
    /// </remarks>
    public static void TakeEarlier(LoopBuilder b, Local best, Local? place, Local x, Expression code, bool isMaximum = true)
    {
        Local rank = b.Declare("rank", x.Type, new LibraryFunction(isMaximum ? "NaNToInfinity" : "NaNToNegativeInfinity", x), [.. x.Subscripts]);
        (Local smaller, Local larger) = isMaximum ? (best, rank) : (rank, best);
        if (place is not null)
        {
            b.Assign(place, new SelectAtMost(smaller, larger, code, place));
        }

        b.Assign(best, new SelectAtMost(smaller, larger, x, best));
    }

    /// <summary>Takes a value, of which the place is not wanted.</summary>
    /// <param name="x">The value.</param>
    /// <param name="isLooped">Whether this is the body of a loop, which no value may wait for.</param>
    public void Take(Local x, bool isLooped)
    {
        if (isLooped)
        {
            b.Assign(best, With(best, x, Operation));
        }
        else if (_waiting is { } before)
        {
            b.Assign(best, With(best, before, x, Operation));
            _waiting = null;
        }
        else
        {
            _waiting = x;
        }
    }

    /// <summary>The extremum of all that was taken.</summary>
    public Local Finish()
    {
        if (_waiting is { } last)
        {
            b.Assign(best, With(best, last, Operation));
            _waiting = null;
        }

        return best;
    }

    private static KeepNaN With(Expression best, Expression x, BinaryOperation operation) => new(new Binary(operation, x, best), x, x);

    private static KeepNaN With(Expression best, Expression x, Expression y, BinaryOperation operation) =>
        new(new Binary(operation, new Binary(operation, x, y), best), x, y);
}
