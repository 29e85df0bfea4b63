using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Grouped;

/// <summary>The loops of <see cref="GroupedConvolution"/>: some rows, vectors of channels, rows, columns; inside, the window.</summary>
internal sealed class GroupedConvolutionLowering
{
    private readonly LoopBuilder _b;
    private readonly NodeLowering _node;
    private readonly GroupedConvolution _algorithm;
    private readonly Convolution _convolution;
    private readonly GroupedTile _tile;
    private readonly GroupedWeights _weights;
    private readonly BufferLayout _input;
    private readonly BufferLayout _output;

    private GroupedConvolutionLowering(NodeLowering node, GroupedConvolution algorithm)
    {
        _node = node;
        _b = new LoopBuilder(node.IsParallel);
        _algorithm = algorithm;
        _convolution = algorithm.Operator.Convolution;
        _tile = algorithm.Tile;
        _weights = new GroupedWeights(_convolution, _tile);
        _input = node.InputLayout(0);
        _output = node.OutputLayout;
    }

    private WindowAxis Vertical => _convolution.Vertical;

    private WindowAxis Horizontal => _convolution.Horizontal;

    private int Lanes => _tile.Lanes;

    private int GroupSize => _tile.GroupSize;

    public static void Lower(NodeLowering node, GroupedConvolution algorithm) => new GroupedConvolutionLowering(node, algorithm).Run();

    private void Run()
    {
        List<ChannelTiles> vectors = ChannelTiles.Cut(_convolution.Filters, Lanes, vectors: 1);
        int tasksOfRows = vectors.Sum(run => run.Count);
        int tasks = 0;
        foreach ((int start, int end, int rows) in Segments.Cut(_output.Shape.Height, GroupedConvolution.RowsOfTask))
        {
            int first = tasks;
            int count = (end - start) / rows;
            tasks += count * tasksOfRows;
            _b.For("block", count, block =>
            {
                foreach (ChannelTiles run in vectors)
                {
                    IndexExpression task = (block * tasksOfRows) + first + (run.FirstChannel / Lanes);
                    EachTask(run.Count, task, vector => Rows((block * rows) + start, rows, run, (vector * Lanes) + run.FirstChannel));
                }
            });
        }

        int bias = -1;
        if (_convolution.HasBias)
        {
            bias = _node.ReservePacked(_weights.Width);
            _node.PackBias(bias);
        }

        ConvolutionSignature.Of(_node, _algorithm.Operator, _weights.Pack(_node), bias)
            .WithTasks(_node, tasks)
            .Call(_node, Lanes, _b, LayerComments.Of(_node, LayerComments.Formula(_convolution, _input.Shape.Channels)));
    }

    private void EachTask(int count, IndexExpression first, Action<IndexExpression> body)
    {
        if (_node.IsParallel)
        {
            _b.ForTasksWithin("vector", count, new TaskStride(first, 1), body);
        }
        else
        {
            _b.For("vector", count, body);
        }
    }

    /// <summary>Neighbouring rows of a vector of output channels.</summary>
    private void Rows(IndexExpression first, int rows, ChannelTiles run, IndexExpression channel)
    {
        _b.For("row", rows, row =>
        {
            foreach ((int start, int end, int columns) in Segments.Cut(_output.Shape.Width, _tile.Columns))
            {
                _b.For("ow", start, end, columns, ow => _b.Scope(() => Tile(first + row, ow, columns, run.Channels, channel)));
            }
        });

        if (_algorithm.ActivatesStored)
        {
            StoredActivation.Call(_b, _node, _algorithm.Operator.Activation!, first, rows, channel, run.Channels, Lanes);
        }
    }

    private void Tile(IndexExpression oh, IndexExpression ow, int columns, int channels, IndexExpression channel)
    {
        string x = _b.Pointer("x", "input", _input.At((oh * Vertical.S) - Vertical.Before, (ow * Horizontal.S) - Horizontal.Before, channel));
        string w = _b.Pointer("w", "weights", _weights.At(channel));
        AccumulatorTile sums = new(_b, new SplitAccumulators(1, false), ("c", columns), ("d", GroupSize));
        sums.Declare(_ => new Splat(0f));
        _b.For("kh", Vertical.F, kh => EachColumnOfWindow(kw => _b.Scope(() => Tap(sums, x, w, kh, kw, columns))));

        for (int c = 0; c < columns; c++)
        {
            BringTogether(sums, c);
            Epilogue epilogue = Epilogue.Of(_algorithm.Operator);
            epilogue = _algorithm.ActivatesStored && channels == Lanes ? epilogue.WithoutActivation() : epilogue;
            Expression value = epilogue.ApplyInPlace(_b, sums[c, 0], bias => new LoadVector(bias, channel));
            _b.Add(new StoreVector("output", _output.At(oh, ow + c, channel), value, channels));
        }
    }

    private void EachColumnOfWindow(Action<IndexExpression> body)
    {
        if (_algorithm.WritesOutColumns)
        {
            _b.Unroll("kw", Horizontal.F, body);
        }
        else
        {
            _b.For("kw", Horizontal.F, body);
        }
    }

    /// <summary>A place of the window: the inputs of all columns, and one vector of weights after the other.</summary>
    private void Tap(AccumulatorTile sums, string x, string w, IndexExpression kh, IndexExpression kw, int columns)
    {
        IndexExpression inputAt = (kh * (Vertical.D * _input.RowStride)) + (kw * (Horizontal.D * _input.PixelStride));
        Local[] pixels = _b.Series("x", columns, c => new LoadVector(x, inputAt + (c * Horizontal.S * _input.PixelStride)));
        IndexExpression weightsAt = _weights.OfTap(kh, kw);
        for (int d = 0; d < GroupSize; d++)
        {
            Local weight = _b.Declare("w", LocalType.Vector, new LoadVector(w, weightsAt + (d * Lanes)), d);
            for (int c = 0; c < columns; c++)
            {
                sums.MultiplyAdd(0, pixels[c], weight, c, d);
            }
        }
    }

    /// <summary>
    /// Lane j of the sum of distance d belongs to the filter in lane j ^ d. Halving the number of sums by one bit of the distance after the other takes a
    /// shuffle for each, and as few orders of lanes as there are bits.
    /// </summary>
    private void BringTogether(AccumulatorTile sums, int column)
    {
        for (int distance = 1; distance < GroupSize; distance *= 2)
        {
            for (int d = 0; d < GroupSize; d += 2 * distance)
            {
                Local sum = sums[column, d];
                _b.Assign(sum, new Binary(BinaryOperation.Add, sum, new ExchangeLanes(sums[column, d + distance], distance)));
            }
        }
    }
}
