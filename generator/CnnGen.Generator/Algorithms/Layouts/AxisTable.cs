using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>
/// An <see cref="AxisMap"/> as tables of constants: as many taps for each output as the one with most has; those that are missing have the weight 0.
/// </summary>
internal sealed class AxisTable
{
    private readonly string _name;
    private readonly EquatableArray<int> _indices;
    private readonly EquatableArray<float> _weights;

    /// <param name="map">What outputs are made of.</param>
    /// <param name="name">Names the tables: <c>row</c>.</param>
    public AxisTable(AxisMap map, string name)
    {
        _name = name;
        IReadOnlyList<AxisTap>[] taps = [.. Enumerable.Range(0, map.OutputSize).Select(map.Taps)];
        Taps = taps.Max(tap => tap.Count);
        IsCopy = Taps == 1 && taps.All(tap => tap[0].Weight == 1f);
        AxisTap[] all = [.. taps.SelectMany(output => Padded(output, Taps))];

        // The compiler keeps a single constant elsewhere, so a table has two at least.
        AxisTap[] table = all.Length == 1 ? [all[0], all[0]] : all;
        _indices = table.Select(tap => tap.Index).ToEquatableArray();
        _weights = table.Select(tap => tap.Weight).ToEquatableArray();
    }

    /// <summary>Taps of each output.</summary>
    public int Taps { get; }

    /// <summary>Whether each output is one row or column as it is.</summary>
    public bool IsCopy { get; }

    /// <summary>The tap's index, once it is declared.</summary>
    public IndexExpression Index(int tap) => IndexExpression.Of(_name + Numerals.Plain(tap));

    /// <summary>The tap's weight, once it is declared.</summary>
    public Local Weight(int tap) => new(_name + "Weight", LocalType.Scalar, [tap]);

    /// <summary>Declares the tables.</summary>
    public void Declare(LoopBuilder b)
    {
        b.Add(new DeclareIntegers(_name + "Indices", _indices));
        if (!IsCopy)
        {
            b.Add(new DeclareFloats(_name + "Weights", _weights));
        }
    }

    /// <summary>Declares index and weight of a tap of an output.</summary>
    public (IndexExpression Index, Expression Weight) LoadTap(LoopBuilder b, IndexExpression output, IndexExpression tap)
    {
        IndexExpression place = (output * Taps) + tap;
        b.Declare(_name, LocalType.Integer, new LoadElement(_name + "Indices", place));
        Expression weight = IsCopy ? new Number(1f) : b.Declare(_name + "Weight", LocalType.Scalar, new LoadElement(_name + "Weights", place));
        return (IndexExpression.Of(_name), weight);
    }

    /// <summary>Declares index and weight of each tap of an output.</summary>
    public void Load(LoopBuilder b, IndexExpression output)
    {
        for (int tap = 0; tap < Taps; tap++)
        {
            b.Declare(_name + Numerals.Plain(tap), LocalType.Integer, new LoadElement(_name + "Indices", (output * Taps) + tap));
            if (!IsCopy)
            {
                b.Add(new Declare(Weight(tap), new LoadElement(_name + "Weights", (output * Taps) + tap)));
            }
        }
    }

    /// <summary>
    /// As many taps as every output has: the first is read several times, with halves of its weight, which add up to it exactly. A weight of 0 would make NaN
    /// of an infinity.
    /// </summary>
    private static AxisTap[] Padded(IReadOnlyList<AxisTap> taps, int count)
    {
        List<AxisTap> padded = [.. taps];
        while (padded.Count < count)
        {
            AxisTap half = padded[0] with { Weight = padded[0].Weight / 2 };
            padded[0] = half;
            padded.Add(half);
        }

        return [.. padded];
    }
}
