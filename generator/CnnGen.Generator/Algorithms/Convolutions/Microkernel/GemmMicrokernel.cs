using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>A tile of a product of matrices in registers: rows of x times a panel of weights, summed over k and stored.</summary>
/// <param name="X">Pointer to the first row.</param>
/// <param name="RowStride">From a row to the next.</param>
/// <param name="W">Pointer to the panel, [k][vectors · lanes].</param>
/// <param name="Steps">How far k goes.</param>
/// <param name="Y">Pointer to the results of the first row.</param>
/// <param name="ResultStride">From a row of results to the next.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Vectors">Vectors of a result row.</param>
/// <param name="Split">How many sums share the work of one result, as <see cref="RegisterTile.Split"/>.</param>
/// <param name="Lanes">Floats a vector.</param>
internal sealed record GemmMicrokernel(string X, int RowStride, string W, int Steps, string Y, int ResultStride, int Rows, int Vectors, int Split, int Lanes)
{
    /// <summary>How many products like this one are summed; the panels of weights follow each other.</summary>
    public int Terms { get; init; } = 1;

    /// <summary>From the x of one of them to that of the next.</summary>
    public int TermStride { get; init; }

    /// <summary>What is stored of a sum, by the number of its vector.</summary>
    public Func<Local, int, Expression>? Finish { get; init; }

    /// <summary>Lanes of the last vector that are stored; 0 stands for all.</summary>
    public int LastLanes { get; init; }

    /// <summary>Whether weights are bfloat16 and those of two steps share words.</summary>
    public bool Bf16Weights { get; init; }

    /// <summary>What is asked for ahead of its use, or null.</summary>
    public PrefetchedLines? Ahead { get; init; }

    private SplitAccumulators Turns => new(Split, Bf16Weights);

    /// <summary>Writes the accumulators, the loop over k and the epilogue.</summary>
    public void Write(LoopBuilder b)
    {
        AccumulatorTile accumulators = new(b, Turns, EachPlace);
        accumulators.Declare(_ => new Splat(0f));
        b.For("term", Terms, term => Turns.Loop(b, "k", Steps, (k, turn) => Step(b, accumulators, term, k, turn)));
        accumulators.Each(place =>
        {
            accumulators.Combine(place);
            Local total = accumulators[place];
            int v = place[1].Constant;
            int stored = v == Vectors - 1 && LastLanes > 0 ? LastLanes : Lanes;
            b.Add(new StoreVector(Y, (place[0] * ResultStride) + (v * Lanes), Finish?.Invoke(total, v) ?? total, stored));
        });
    }

    private void Step(LoopBuilder b, AccumulatorTile accumulators, IndexExpression term, IndexExpression k, int turn)
    {
        IndexExpression step = (term * Steps) + k;
        Ahead?.Write(b, W, step);
        for (int v = 0; v < Vectors; v++)
        {
            b.Declare("w", LocalType.Vector, Turns.Weights(W, step, turn, Vectors * Lanes, v * Lanes), v);
        }

        for (int row = 0; row < Rows; row++)
        {
            Local x = b.Declare("x", LocalType.Vector, new Splat(new LoadElement(X, (term * TermStride) + k + (row * RowStride))), row);
            for (int v = 0; v < Vectors; v++)
            {
                accumulators.MultiplyAdd(turn, x, new Local("w", LocalType.Vector, [v]), row, v);
            }
        }
    }

    // Written out here and not by loops of the IR: what a vector begins with, and how many of its lanes are stored, is known of each by its number.
    private void EachPlace(Action<IndexExpression[]> body)
    {
        for (int row = 0; row < Rows; row++)
        {
            for (int v = 0; v < Vectors; v++)
            {
                body([row, v]);
            }
        }
    }
}
