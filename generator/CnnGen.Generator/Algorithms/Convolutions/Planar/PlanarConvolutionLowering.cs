using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Convolutions.Planar;

/// <summary>The loops of <see cref="PlanarConvolution"/>. Weights are packed as [channel tile][ic][kh][kw][channels of the tile].</summary>
internal sealed class PlanarConvolutionLowering(NodeLowering node, PlanarConvolution algorithm) : PlanarLowering(node, algorithm)
{
    private int PoolRows => Operator.PoolRows;

    private int PoolColumns => Operator.PoolColumns;

    private int Steps => Operator.Convolution.ReductionLength(InputChannels);

    protected override int Tasks => RowTiles().Sum(tiles => (tiles.End - tiles.Start) / tiles.Size);

    protected override void Loops(LoopBuilder b)
    {
        foreach ((int start, int end, int channels) in Segments.Cut(Operator.Convolution.Filters, algorithm.TileChannels))
        {
            b.For("oc", start, end, channels, oc => Rows(b, oc, channels));
        }
    }

    protected override int PackWeights()
    {
        ParameterSpec weight = Node.Weight;
        int packed = Node.ReservePacked(Operator.Convolution.Filters * Steps);
        foreach ((int start, int end, int channels) in Segments.Cut(Operator.Convolution.Filters, algorithm.TileChannels))
        {
            Node.Pack(new PackStep(
                FormattableString.Invariant($"{weight.Name} [oc, ic, kh, kw] → [ic, kh, kw, oc], {channels} channels a tile"),
                Node.Parameter(weight) + (start * Steps),
                packed + (start * Steps),
                [(end - start) / channels, Steps, channels],
                [channels * Steps, 1, Steps],
                [channels * Steps, channels, 1]));
        }

        return packed;
    }

    private IEnumerable<(int Start, int End, int Size)> RowTiles() => Segments.Cut(Node.Node.Shape.Height, algorithm.TileRows / PoolRows);

    private void Rows(LoopBuilder b, IndexExpression oc, int channels)
    {
        PlanarOutput output = new(b, Node, Operator, Epilogue.Of(Operator), Planes);
        (string row, string column) = Operator.Pool is null ? ("oh", "ow") : ("ph", "pw");
        int before = 0;
        foreach ((int start, int end, int rows) in RowTiles())
        {
            int firstTask = before;
            before += (end - start) / rows;
            b.ForTasks(row, firstTask, before, task =>
            {
                IndexExpression oh = ((task - firstTask) * rows) + start;
                foreach ((int first, int last, int vectors) in algorithm.ColumnTiles(Lanes))
                {
                    int step = vectors * output.Stored;
                    b.For(column, first * output.Stored, last * output.Stored, step, ow => b.Scope(() =>
                    {
                        int columns = Math.Min(step, Node.Node.Shape.Width - (first * output.Stored));
                        Tile(b, output, oc, channels, oh, ow, rows * PoolRows, vectors, columns);
                    }));
                }
            });
        }
    }

    private void Tile(
        LoopBuilder b,
        PlanarOutput output,
        IndexExpression oc,
        int channels,
        IndexExpression oh,
        IndexExpression ow,
        int rows,
        int vectors,
        int columns)
    {
        string x = b.Pointer("x", "input", Input.At((oh * (PoolRows * Vertical.S)) - Vertical.Before, (ow * PoolColumns) - Horizontal.Before, 0));
        string w = b.Pointer("w", "weights", oc * Steps);
        AccumulatorTile accumulators = new(b, SplitAccumulators.One, ("c", channels), ("r", rows), ("v", vectors));
        accumulators.Declare(_ => new Splat(0f));
        b.For("ic", InputChannels, ic => b.For("kh", Vertical.F, kh => KernelColumns(b, channels * rows * vectors, kw => b.Scope(() =>
        {
            IndexExpression at = (ic * Input.ChannelStride) + (kh * (Vertical.D * Input.RowStride)) + kw;
            b.Unroll("r", rows, r => b.Unroll("v", vectors, v =>
                b.Declare("x", LocalType.Vector, new LoadVector(x, at + (r * (Vertical.S * Input.RowStride)) + (v * Lanes)), r, v)));
            IndexExpression step = (ic * (Vertical.F * Horizontal.F * channels)) + (kh * (Horizontal.F * channels)) + (kw * channels);
            b.Unroll("c", channels, c =>
            {
                Local weight = b.Declare("w", LocalType.Vector, new Splat(new LoadElement(w, step + c)), c);
                b.Unroll("r", rows, r => b.Unroll("v", vectors, v => accumulators.MultiplyAdd(0, new Local("x", LocalType.Vector, [r, v]), weight, c, r, v)));
            });
        }))));
        for (int c = 0; c < channels; c++)
        {
            Local? bias = Operator.Convolution.HasBias ? b.Declare("b", LocalType.Vector, new Splat(new LoadElement("bias", oc + c)), c) : null;
            for (int r = 0; r < rows; r += PoolRows)
            {
                for (int v = 0; v < vectors; v++)
                {
                    Local[] window = [.. Enumerable.Range(r, PoolRows).Select(row => accumulators[c, row, v])];
                    output.Store(window, oh + (r / PoolRows), ow + (v * output.Stored), oc + c, Math.Min(output.Stored, columns - (v * output.Stored)), bias);
                }
            }
        }
    }
}
