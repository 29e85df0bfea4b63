using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>Sums over the channels of one pixel, with vectors along them and several accumulators, so that additions need not wait for each other.</summary>
internal sealed class PixelReduction(LoopBuilder b, int channels, int lanes)
{
    private const int MostAccumulators = 4;

    private int Accumulators => Math.Max(1, Math.Min(MostAccumulators, channels / lanes));

    /// <summary>Declares sums, each in every lane of a vector.</summary>
    /// <param name="names">Names of the sums.</param>
    /// <param name="terms">From the first channel of a vector the terms of each sum; may declare locals of its own.</param>
    public Local[] Sums(string[] names, Func<IndexExpression, Expression[]> terms)
    {
        Local Part(string name, IndexExpression accumulator) => new(name + "Part", LocalType.Vector, [accumulator]);
        void Add(IndexExpression channel, int count, IndexExpression accumulator) => b.Scope(() =>
        {
            Expression[] values = terms(channel);
            for (int i = 0; i < names.Length; i++)
            {
                Local part = Part(names[i], accumulator);
                b.Assign(part, count == lanes && values[i] is Binary { Operation: BinaryOperation.Multiply } product
                    ? new MultiplyAdd(product.A, product.B, part)
                    : new Binary(BinaryOperation.Add, part, count == lanes ? values[i] : new FirstLanes(values[i], count, 0f)));
            }
        });

        b.Unroll("u", Accumulators, u => Array.ForEach(names, name => b.Add(new Declare(Part(name, u), new Splat(0f)))));
        int step = Accumulators * lanes;
        int whole = channels / step * step;
        b.For("c", 0, whole, step, c => b.Unroll("u", Accumulators, u => Add(c + (u * lanes), lanes, u)));
        for (int at = whole; at < channels; at += lanes)
        {
            Add(at, Math.Min(lanes, channels - at), (at - whole) / lanes % Accumulators);
        }

        return Array.ConvertAll(names, name =>
        {
            Expression sum = Part(name, 0);
            for (int u = 1; u < Accumulators; u++)
            {
                sum = new Binary(BinaryOperation.Add, sum, Part(name, u));
            }

            return b.Declare(name, LocalType.Vector, new Splat(new Call(Function.SumOfLanes, sum)));
        });
    }

    /// <summary>Loops over the vectors of the pixel. The body gets the first channel and how many lanes are channels.</summary>
    public void Each(Action<IndexExpression, int> body)
    {
        int whole = channels / lanes * lanes;
        b.For("c", 0, whole, lanes, c => b.Scope(() => body(c, lanes)));
        if (whole < channels)
        {
            b.Scope(() => body(whole, channels - whole));
        }
    }
}
