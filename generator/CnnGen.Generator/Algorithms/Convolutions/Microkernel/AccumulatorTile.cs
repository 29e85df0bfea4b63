using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>
/// The accumulators of a register tile, and all that is ever written of them: what they begin with, the multiply-adds of the reduction, the sum of independent
/// ones, and what is made of each at the end. Direct convolution, dense layers, both forms of Winograd's algorithm and Strassen's products write their tiles
/// through it; they differ in what they multiply and in their epilogue.
/// </summary>
internal sealed class AccumulatorTile
{
    private readonly LoopBuilder _b;
    private readonly SplitAccumulators _split;
    private readonly Action<Action<IndexExpression[]>> _each;

    /// <summary>A tile with an accumulator at every place of a box.</summary>
    /// <param name="b">Where it is written.</param>
    /// <param name="split">How the steps of the reduction are shared.</param>
    /// <param name="extents">Sizes of the box, outermost first, each with the name of its index.</param>
    public AccumulatorTile(LoopBuilder b, SplitAccumulators split, params (string Index, int Extent)[] extents)
        : this(b, split, body => Each(b, extents, [], body))
    {
    }

    /// <summary>A tile whose places are no box.</summary>
    /// <param name="b">Where it is written.</param>
    /// <param name="split">How the steps of the reduction are shared.</param>
    /// <param name="each">Goes to every place, in the order in which it is written.</param>
    public AccumulatorTile(LoopBuilder b, SplitAccumulators split, Action<Action<IndexExpression[]>> each)
    {
        (_b, _split, _each) = (b, split, each);
    }

    /// <summary>The accumulator that holds the result of a place, once <see cref="Combine(IndexExpression[])"/> was written.</summary>
    public Local this[params IndexExpression[] place] => Accumulator(0, place);

    /// <summary>Goes to every place.</summary>
    public void Each(Action<IndexExpression[]> body) => _each(body);

    /// <summary>Declares all accumulators. The first of a place begins with a value, such as the bias; independent ones beside it with zero.</summary>
    public void Declare(Func<IndexExpression[], Expression> start)
    {
        for (int part = 0; part < _split.Parts; part++)
        {
            int current = part;
            Each(place => _b.Declare(SplitAccumulators.Name(current), LocalType.Vector, current == 0 ? start(place) : new Splat(0f), place));
        }
    }

    /// <summary>accumulator[place] += x · w, in the accumulator whose turn it is.</summary>
    public void MultiplyAdd(int turn, Expression x, Expression w, params IndexExpression[] place)
    {
        Local accumulator = Accumulator(_split.Part(turn), place);
        _b.Assign(accumulator, new MultiplyAdd(x, w, accumulator));
    }

    /// <summary>Adds the independent accumulators of every place, one round of them after the other.</summary>
    public void Combine()
    {
        for (int part = 1; part < _split.Parts; part++)
        {
            int current = part;
            Each(place => Add(current, place));
        }
    }

    /// <summary>Adds the independent accumulators of one place.</summary>
    public void Combine(params IndexExpression[] place)
    {
        for (int part = 1; part < _split.Parts; part++)
        {
            Add(part, place);
        }
    }

    private void Add(int part, IndexExpression[] place) =>
        _b.Assign(Accumulator(0, place), new Binary(BinaryOperation.Add, Accumulator(0, place), Accumulator(part, place)));

    private static Local Accumulator(int part, IndexExpression[] place) => new(SplitAccumulators.Name(part), LocalType.Vector, [.. place]);

    private static void Each(LoopBuilder b, (string Index, int Extent)[] extents, IndexExpression[] place, Action<IndexExpression[]> body)
    {
        if (place.Length == extents.Length)
        {
            body(place);
            return;
        }

        (string index, int extent) = extents[place.Length];
        b.Unroll(index, extent, i => Each(b, extents, [.. place, i], body));
    }
}
