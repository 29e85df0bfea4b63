using CnnGen.Generator.Graph;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators;
using CnnGen.Generator.Planning;
using CnnGen.Geometry;

namespace CnnGen.Generator.Lowering;

/// <summary>The loops of <see cref="PlanarConvolution"/>. Weights are packed as [channel tile][ic][kh][kw][channels of the tile].</summary>
internal sealed class PlanarConvolutionLowering
{
    // Multiply-adds in one straight line.
    private const int MostUnrolled = 150;

    private readonly LoopBuilder _b;
    private readonly NodeLowering _node;
    private readonly PlanarConvolution _algorithm;
    private readonly FusedConvolution _operator;
    private readonly BufferLayout _input;
    private readonly BufferLayout _planes;
    private readonly int _inputChannels;

    private PlanarConvolutionLowering(NodeLowering node, PlanarConvolution algorithm)
    {
        _node = node;
        _b = new LoopBuilder(node.IsDivided);
        _algorithm = algorithm;
        _operator = algorithm.Operator;
        _input = node.InputLayout(0);
        _inputChannels = node.InputShape(0).Channels;
        _planes = algorithm.ChannelsFirst ? node.OutputLayout : BufferLayout.ChannelsFirst(node.Node.Shape, default, node.Lanes);
    }

    private int Lanes => _node.Lanes;

    private WindowAxis Vertical => _operator.Convolution.Vertical;

    private WindowAxis Horizontal => _operator.Convolution.Horizontal;

    private int PoolRows => _operator.PoolRows;

    private int PoolColumns => _operator.PoolColumns;

    private int Steps => _operator.Convolution.FanIn(_inputChannels);

    public static void Lower(NodeLowering node, PlanarConvolution algorithm) => new PlanarConvolutionLowering(node, algorithm).Run();

    private void Run()
    {
        int weights = PackWeights();
        foreach ((int start, int end, int channels) in Segments.Cut(_operator.Convolution.Filters, _algorithm.TileChannels))
        {
            _b.For("oc", start, end, channels, oc => Rows(oc, channels));
        }

        CallArgument planes = _algorithm.ChannelsFirst
            ? _node.Output()
            : new BufferArgument(_node.DefineBuffer(_node.Node.Name + " planes", _planes.Length, perImage: true), 0);
        KernelSignature signature = new KernelSignature()
            .Floats("input", _node.Input(0))
            .Floats("weights", new RegionArgument(Region.Packed, weights, 0));
        if (_operator.Convolution.HasBias)
        {
            int bias = _node.ReservePacked(_operator.Convolution.Filters);
            _node.PackBias(bias);
            signature.Floats("bias", new RegionArgument(Region.Packed, bias, 0));
        }

        signature.Floats("output", planes);
        if (_operator.KeepsWinners)
        {
            signature.Integers("winners", _node.Winners());
        }

        signature.DividedInto(_node, RowTiles().Sum(tiles => (tiles.End - tiles.Start) / tiles.Size)).Call(_node, Lanes, _b, LayerComments.Of(_node, LayerComments.Formula(_operator.Convolution, _inputChannels)));
        if (!_algorithm.ChannelsFirst)
        {
            Kernel copy = CopyLayout.Lower(
                KernelNames.Of(_node.Node.Name, "ToChannelsLast"), Lanes, _planes, _node.OutputLayout, $"{_node.Node.Name}: from planes to pixels, as its readers want it");
            _node.Call(copy, eachImage: true, planes, _node.Output());
        }
    }

    private int PackWeights()
    {
        ParameterSpec weight = _node.Weight;
        int packed = _node.ReservePacked(_operator.Convolution.Filters * Steps);
        foreach ((int start, int end, int channels) in Segments.Cut(_operator.Convolution.Filters, _algorithm.TileChannels))
        {
            _node.Pack(new PackStep(
                FormattableString.Invariant($"{weight.Name} [oc, ic, kh, kw] → [ic, kh, kw, oc], {channels} channels a tile"),
                _node.Parameter(weight) + (start * Steps),
                packed + (start * Steps),
                [(end - start) / channels, Steps, channels],
                [channels * Steps, 1, Steps],
                [channels * Steps, channels, 1]));
        }

        return packed;
    }

    private IEnumerable<(int Start, int End, int Size)> RowTiles() => Segments.Cut(_node.Node.Shape.Height, _algorithm.TileRows / PoolRows);

    private void Rows(IndexExpression oc, int channels)
    {
        (string row, string column) = _operator.Pool is null ? ("oh", "ow") : ("ph", "pw");
        int before = 0;
        foreach ((int start, int end, int rows) in RowTiles())
        {
            int firstUnit = before;
            before += (end - start) / rows;
            _b.ForPart(row, firstUnit, before, unit =>
            {
                IndexExpression oh = ((unit - firstUnit) * rows) + start;
                foreach ((int first, int last, int vectors) in _algorithm.ColumnTiles(Lanes))
                {
                    int step = vectors * Lanes / PoolColumns;
                    _b.For(column, first * Lanes / PoolColumns, last * Lanes / PoolColumns, step, ow => _b.Scope(() =>
                    {
                        int columns = Math.Min(step, _node.Node.Shape.Width - (first * Lanes / PoolColumns));
                        Tile(oc, channels, oh, ow, rows * PoolRows, vectors, columns);
                    }));
                }
            });
        }
    }

    private void Tile(IndexExpression oc, int channels, IndexExpression oh, IndexExpression ow, int rows, int vectors, int columns)
    {
        string x = _b.Pointer("x", "input", _input.At((oh * (PoolRows * Vertical.S)) - Vertical.Before, (ow * PoolColumns) - Horizontal.Before, 0));
        string w = _b.Pointer("w", "weights", oc * Steps);
        EachSum(channels, rows, vectors, (c, r, v) => _b.Declare(
            "sum", LocalType.Vector, _operator.Convolution.HasBias ? new Splat(new LoadElement("bias", oc + c)) : new Splat(0f), c, r, v));
        _b.For("ic", _inputChannels, ic => _b.For("kh", Vertical.F, kh => KernelColumns(channels * rows * vectors, kw => _b.Scope(() =>
        {
            IndexExpression at = (ic * _input.ChannelStride) + (kh * (Vertical.D * _input.RowStride)) + kw;
            _b.Unroll("r", rows, r => _b.Unroll("v", vectors, v =>
                _b.Declare("x", LocalType.Vector, new LoadVector(x, at + (r * (Vertical.S * _input.RowStride)) + (v * Lanes)), r, v)));
            IndexExpression step = (ic * (Vertical.F * Horizontal.F * channels)) + (kh * (Horizontal.F * channels)) + (kw * channels);
            _b.Unroll("c", channels, c =>
            {
                Local weight = _b.Declare("w", LocalType.Vector, new Splat(new LoadElement(w, step + c)), c);
                _b.Unroll("r", rows, r => _b.Unroll("v", vectors, v =>
                {
                    Local sum = new("sum", LocalType.Vector, [c, r, v]);
                    _b.Assign(sum, new MultiplyAdd(new Local("x", LocalType.Vector, [r, v]), weight, sum));
                }));
            });
        }))));
        Store(oc, channels, oh, ow, rows, vectors, columns);
    }

    /// <summary>The loop over kw, written out where it is short: around few multiply-adds a loop costs as much as its work.</summary>
    private void KernelColumns(int sums, Action<IndexExpression> body)
    {
        if (Horizontal.F * sums <= MostUnrolled)
        {
            _b.Unroll("kw", Horizontal.F, body);
        }
        else
        {
            _b.For("kw", Horizontal.F, body);
        }
    }

    private void EachSum(int channels, int rows, int vectors, Action<IndexExpression, IndexExpression, IndexExpression> body) =>
        _b.Unroll("c", channels, c => _b.Unroll("r", rows, r => _b.Unroll("v", vectors, v => body(c, r, v))));

    /// <summary>Pools, applies the activation and stores. Activations rise monotonically, so the maximum may be taken first.</summary>
    private void Store(IndexExpression oc, int channels, IndexExpression oh, IndexExpression ow, int rows, int vectors, int columns)
    {
        int stored = Lanes / PoolColumns;
        for (int c = 0; c < channels; c++)
        {
            for (int r = 0; r < rows; r += PoolRows)
            {
                for (int v = 0; v < vectors; v++)
                {
                    int count = Math.Min(stored, columns - (v * stored));
                    (IndexExpression row, IndexExpression column, IndexExpression channel) = (oh + (r / PoolRows), ow + (v * stored), oc + c);
                    Expression best = _operator.KeepsWinners ? Winner(c, r, v, _node.WinnersLayout.At(row, column, channel), count) : Maximum(c, r, v);
                    _b.Add(new StoreVector("output", _planes.At(row, column, channel), _operator.Activation?.Value(best) ?? best, count));
                }
            }
        }
    }

    /// <summary>The maximum of the rows, then of pairs of lanes.</summary>
    private Expression Maximum(int c, int r, int v)
    {
        Local best = new("sum", LocalType.Vector, [c, r, v]);
        for (int i = 1; i < PoolRows; i++)
        {
            _b.Assign(best, new Binary(BinaryOperation.Maximum, best, new Local("sum", LocalType.Vector, [c, r + i, v])));
        }

        return PoolColumns == 1 ? best : new Binary(BinaryOperation.Maximum, new Call(Function.EvenLanes, best), new Call(Function.OddLanes, best));
    }

    /// <summary>The maximum of the window in row-major order, so that the first of equals wins; stores where it stands.</summary>
    private Local Winner(int c, int r, int v, IndexExpression at, int count)
    {
        Local best = _b.Declare("best", LocalType.Vector, Candidate(c, r, v, 0), c, r, v);
        Local place = _b.Declare("place", LocalType.IntegerVector, new SplatInteger(0), c, r, v);
        for (int i = 1; i < PoolRows * PoolColumns; i++)
        {
            (int row, int column) = (i / PoolColumns, i % PoolColumns);
            Local other = _b.Declare("other", LocalType.Vector, Candidate(c, r + row, v, column), c, r + row, v, column);
            _b.Assign(place, new SelectGreater(other, best, new SplatInteger(WinnerPlace.Code(_operator.Pool!, row, column)), place));
            _b.Assign(best, new Binary(BinaryOperation.Maximum, best, other));
        }

        _b.Add(new StoreIntegerVector("winners", at, place, count));
        return best;
    }

    private Expression Candidate(int c, int r, int v, int column)
    {
        Local sum = new("sum", LocalType.Vector, [c, r, v]);
        return PoolColumns == 1 ? sum : new Call(column == 0 ? Function.EvenLanes : Function.OddLanes, sum);
    }
}
