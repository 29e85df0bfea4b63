using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Algorithms.Pooling;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Planar;

/// <summary>
/// The end of a planar convolution: pools, writes the epilogue and stores.
/// </summary>
/// <param name="b">Where it is written.</param>
/// <param name="node">The layer.</param>
/// <param name="fused">What is computed.</param>
/// <param name="epilogue">What becomes of the maximum.</param>
/// <param name="planes">The outputs.</param>
internal sealed class PlanarOutput(LoopBuilder b, NodeLowering node, FusedConvolution fused, Epilogue epilogue, BufferLayout planes)
{
    /// <summary>Columns of outputs that a vector of sums becomes.</summary>
    public int Stored => node.Lanes / fused.PoolColumns;

    /// <summary>Finishes a vector of sums, or those of a window's rows.</summary>
    /// <param name="rows">The sums of each row of the window.</param>
    /// <param name="row">Of outputs.</param>
    /// <param name="column">Of outputs.</param>
    /// <param name="channel">Of outputs.</param>
    /// <param name="count">Columns of outputs that exist.</param>
    /// <param name="bias">The bias, where the epilogue adds it.</param>
    /// <param name="nanRow">The row of the window that has NaN wherever another has, if there is one.</param>
    public void Store(Local[] rows, IndexExpression row, IndexExpression column, IndexExpression channel, int count, Local? bias = null, int? nanRow = null)
    {
        Expression best = fused.KeepsArgMax ? ArgMax(rows, node.ArgMaxLayout.At(row, column, channel), count) : Maximum(rows, nanRow);
        Expression value = epilogue.Apply(best, _ => bias!, sum => b.Declare("out", LocalType.Vector, sum, [.. rows[0].Subscripts]));
        b.Add(new StoreVector("output", planes.At(row, column, channel), value, count));
    }

    /// <summary>The maximum of the rows, then of pairs of lanes.</summary>
    private Expression Maximum(Local[] rows, int? nanRow)
    {
        Local best = rows[0];
        if (rows.Length > 1)
        {
            b.Assign(best, WindowExtremum.Maximum(rows, nanRow));
        }

        if (fused.PoolColumns == 1)
        {
            return best;
        }

        // The compiler of the user's program would find what is shared, but not in code of any length.
        Local even = b.Declare("even", LocalType.Vector, new Call(Function.EvenLanes, best), [.. best.Subscripts]);
        Local odd = b.Declare("odd", LocalType.Vector, new Call(Function.OddLanes, best), [.. best.Subscripts]);
        return WindowExtremum.Maximum([even, odd]);
    }

    /// <summary>The maximum of the window and where it stands, which is stored.</summary>
    private Local ArgMax(Local[] rows, IndexExpression at, int count)
    {
        IndexExpression[] subscripts = [.. rows[0].Subscripts];
        int last = (fused.PoolRows * fused.PoolColumns) - 1;
        Local best = b.Declare("best", LocalType.Vector, Candidate(rows, last), subscripts);
        Local place = b.Declare("place", LocalType.IntegerVector, Code(last), subscripts);
        for (int i = last - 1; i >= 0; i--)
        {
            (int row, int column) = (i / fused.PoolColumns, i % fused.PoolColumns);
            Local other = b.Declare("other", LocalType.Vector, Candidate(rows, i), [.. rows[row].Subscripts, column]);
            WindowExtremum.TakeEarlier(b, best, place, other, Code(i));
        }

        b.Add(new StoreIntegerVector("argmax", at, place, count));
        return best;
    }

    private Expression Candidate(Local[] rows, int tap)
    {
        Local sum = rows[tap / fused.PoolColumns];
        return fused.PoolColumns == 1 ? sum : new Call(tap % fused.PoolColumns == 0 ? Function.EvenLanes : Function.OddLanes, sum);
    }

    private SplatInteger Code(int tap) => new(ArgMaxIndex.Code(fused.Pool!, tap / fused.PoolColumns, tap % fused.PoolColumns));
}
