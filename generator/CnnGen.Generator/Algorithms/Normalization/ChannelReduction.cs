using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>Sums over the pixels of an image, channel by channel. Rows are summed first, then their sums, which rounds less.</summary>
internal sealed class ChannelReduction(LoopBuilder b, TensorShape shape, ChannelSumTile tile)
{
    /// <summary>Loops over tiles of channels. The body gets a run of them and its first channel.</summary>
    public void EachTile(Action<ChannelTiles, IndexExpression> body)
    {
        foreach (ChannelTiles tiles in ChannelTiles.Cut(shape.Channels, tile.Lanes, tile.Vectors))
        {
            b.For("tile", tiles.Count, index => b.Scope(() => body(tiles, (index * (tiles.Vectors * tile.Lanes)) + tiles.FirstChannel)));
        }
    }

    /// <summary>Declares sums with one subscript, the vector of the tile, and adds all pixels to them.</summary>
    /// <param name="vectors">Vectors of the tile.</param>
    /// <param name="names">Names of the sums.</param>
    /// <param name="add">Adds the values at a row, a column and a vector to the locals it is given, one for each name; its own need a scope.</param>
    public void Sum(int vectors, string[] names, Action<IndexExpression, IndexExpression, IndexExpression, Local[]> add)
    {
        Local[] Locals(string suffix, params IndexExpression[] subscripts) =>
            Array.ConvertAll(names, name => new Local(name + suffix, LocalType.Vector, new Model.EquatableArray<IndexExpression>(subscripts)));
        void Zero(Local local) => b.Add(new Declare(local, new Splat(0f)));

        b.Unroll("v", vectors, v => Array.ForEach(Locals("", v), Zero));
        b.For("row", shape.Height, row => b.Scope(() =>
        {
            b.Unroll("u", tile.Columns, u => b.Unroll("v", vectors, v => Array.ForEach(Locals("Row", u, v), Zero)));
            int whole = shape.Width / tile.Columns * tile.Columns;
            b.For("column", 0, whole, tile.Columns, column => b.Unroll("u", tile.Columns, u =>
                b.Unroll("v", vectors, v => add(row, column + u, v, Locals("Row", u, v)))));
            b.For("column", whole, shape.Width, 1, column => b.Unroll("v", vectors, v => add(row, column, v, Locals("Row", 0, v))));
            b.Unroll("u", tile.Columns, u => b.Unroll("v", vectors, v =>
            {
                Local[] totals = Locals("", v);
                Local[] rows = Locals("Row", u, v);
                for (int i = 0; i < names.Length; i++)
                {
                    b.Assign(totals[i], new Binary(BinaryOperation.Add, totals[i], rows[i]));
                }
            }));
        }));
    }

    /// <summary>Stores a value for each channel of a tile.</summary>
    public void Store(ChannelTiles tiles, string pointer, IndexExpression at, Func<int, Expression> value)
    {
        for (int v = 0; v < tiles.Vectors; v++)
        {
            b.Add(new StoreVector(pointer, at + (v * tile.Lanes), value(v), tiles.Lanes(v, tile.Lanes)));
        }
    }
}
