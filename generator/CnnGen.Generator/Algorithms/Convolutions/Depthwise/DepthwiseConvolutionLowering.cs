using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Depthwise;

/// <summary>The loops of <see cref="DepthwiseConvolution"/>: rows, chunks of channels, columns, tiles of channels; inside, the window.</summary>
internal sealed class DepthwiseConvolutionLowering
{
    private readonly LoopBuilder _b;
    private readonly NodeLowering _node;
    private readonly DepthwiseConvolution _algorithm;
    private readonly FusedConvolution _operator;
    private readonly Convolution _convolution;
    private readonly DepthwiseOutputTile _tile;
    private readonly Epilogue _epilogue;
    private readonly DepthwiseChannels _channels;
    private readonly BufferLayout _input;
    private readonly BufferLayout _output;

    private DepthwiseConvolutionLowering(NodeLowering node, DepthwiseConvolution algorithm)
    {
        _node = node;
        _b = new LoopBuilder(node.IsParallel);
        _algorithm = algorithm;
        _operator = algorithm.Operator;
        _convolution = algorithm.Operator.Convolution;
        _tile = algorithm.Tile;
        _epilogue = Epilogue.Of(_operator);
        _channels = new DepthwiseChannels(_convolution, _tile.Vectors, _tile.Lanes);
        _input = node.InputLayout(0);
        _output = node.OutputLayout;
    }

    private WindowAxis Vertical => _convolution.Vertical;

    private WindowAxis Horizontal => _convolution.Horizontal;

    public static void Lower(NodeLowering node, DepthwiseConvolution algorithm) => new DepthwiseConvolutionLowering(node, algorithm).Run();

    private void Run()
    {
        int tasks = 0;
        foreach ((int start, int end, int rows) in Segments.Cut(_output.Shape.Height, _tile.Rows))
        {
            int first = tasks;
            int count = (end - start) / rows;
            tasks += count;
            if (_algorithm.Chunks == 1)
            {
                _b.ForTasks("row", first, first + count, row => Chunk(((row - first) * rows) + start, rows, chunk: 0));
            }
            else
            {
                _b.For("row", first, first + count, 1, row =>
                    _b.ForTasksWithin("chunk", _algorithm.Chunks, new TaskStride(row * _algorithm.Chunks, 1), chunk =>
                        Chunk(((row - first) * rows) + start, rows, chunk)));
            }
        }

        KernelSignature signature = new KernelSignature()
            .Floats("input", _node.Input(0))
            .Floats("weights", _channels.PackWeights(_node, _node.Weight));
        if (_convolution.HasBias)
        {
            int bias = _node.ReservePacked(_channels.Width);
            _node.PackBias(bias);
            signature.Floats("bias", new RegionArgument(Region.Packed, bias, 0));
        }

        signature
            .Floats("output", _node.Output())
            .WithTasks(_node, tasks * _algorithm.Chunks)
            .Call(_node, _tile.Lanes, _b, LayerComments.Of(_node, LayerComments.Formula(_convolution, _input.Shape.Channels)));
    }

    /// <summary>Neighbouring rows of outputs of a chunk of the channels.</summary>
    private void Chunk(IndexExpression oh, int rows, IndexExpression chunk)
    {
        foreach ((int start, int end, int columns) in Segments.Cut(_output.Shape.Width, _tile.Columns))
        {
            _b.For("ow", start, end, columns, ow => _channels.Loop(_b, chunk, _algorithm.Chunks, (tiles, tile) =>
                _b.Scope(() => Tile(tiles, tile, oh, ow, rows, columns))));
        }

        if (_algorithm.ActivatesStored)
        {
            int channels = _convolution.Filters / _algorithm.Chunks;
            StoredActivation.Call(_b, _node, _operator.Activation!, oh, rows, chunk * channels, channels, _tile.Lanes);
        }
    }

    private void Tile(ChannelTiles tiles, IndexExpression tile, IndexExpression oh, IndexExpression ow, int rows, int columns)
    {
        IndexExpression channel = _channels.Output(tiles, tile);
        string x =
            _b.Pointer("x", "input", _input.At((oh * Vertical.S) - Vertical.Before, (ow * Horizontal.S) - Horizontal.Before, _channels.Input(tiles, tile)));
        _b.Unroll("r", rows, r => _b.Unroll("c", columns, c => _b.Unroll("v", tiles.Vectors, v => _b.Add(new Declare(Sum(r, c, v), new Splat(0f))))));
        if (_tile.IsWrittenOut(_convolution))
        {
            HashSet<int> declared = [];
            foreach ((int inputRow, List<(int Output, int Tap)> readers) in DepthwiseOutputTile.Readers(Vertical, rows))
            {
                foreach ((_, int kh) in readers.Where(reader => declared.Add(reader.Tap)))
                {
                    DeclareWeights(tiles, tile, kh);
                }

                InputRow(tiles, x, inputRow, [.. readers.Select(reader => (reader.Output, (IndexExpression)reader.Tap))], columns);
            }
        }
        else
        {
            _b.For("kh", Vertical.F, kh => _b.Scope(() =>
            {
                DeclareWeights(tiles, tile, kh);
                InputRow(tiles, x, kh * Vertical.D, [(0, kh)], columns);
            }));
        }

        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                for (int v = 0; v < tiles.Vectors; v++)
                {
                    int count = tiles.Lanes(v, _tile.Lanes);
                    Epilogue epilogue = _algorithm.ActivatesStored && count == _tile.Lanes ? _epilogue.WithoutActivation() : _epilogue;
                    Local sum = Sum(r, c, v);
                    IndexExpression first = channel + (v * _tile.Lanes);
                    Expression value = epilogue.ApplyInPlace(_b, sum, bias => new LoadVector(bias, first));
                    _b.Add(new StoreVector("output", _output.At(oh + r, ow + c, first), value, count));
                }
            }
        }
    }

    private void DeclareWeights(ChannelTiles tiles, IndexExpression tile, IndexExpression kh) =>
        _b.Unroll("kw", Horizontal.F, kw => _b.Unroll("v", tiles.Vectors, v =>
            _b.Add(new Declare(Weight(kh, kw, v), new LoadVector("weights", _channels.Weight(tiles, tile, kh, kw, v))))));

    /// <summary>A row of inputs: each is loaded once and added to every sum that it belongs to, with the weights of the taps that meet it.</summary>
    /// <param name="tiles">The channels.</param>
    /// <param name="x">Where the inputs of the tile begin.</param>
    /// <param name="inputRow">The row, counted from there.</param>
    /// <param name="readers">The rows of outputs that read it, each with its row of the window.</param>
    /// <param name="columns">Columns of outputs.</param>
    private void InputRow(ChannelTiles tiles, string x, IndexExpression inputRow, IReadOnlyList<(int Row, IndexExpression Tap)> readers, int columns)
    {
        foreach ((int column, List<(int Output, int Tap)> outputs) in DepthwiseOutputTile.Readers(Horizontal, columns))
        {
            _b.Scope(() =>
            {
                for (int v = 0; v < tiles.Vectors; v++)
                {
                    Local pixel =
                        _b.Declare("x", LocalType.Vector, _channels.Load(x, (inputRow * _input.RowStride) + (column * _input.PixelStride), v), v);
                    foreach ((int row, IndexExpression kh) in readers)
                    {
                        foreach ((int output, int kw) in outputs)
                        {
                            Local sum = Sum(row, output, v);
                            _b.Assign(sum, new MultiplyAdd(pixel, Weight(kh, kw, v), sum));
                        }
                    }
                }
            });
        }
    }

    // With one row or one vector a tile, names do not count it.
    private Local Sum(IndexExpression row, IndexExpression column, IndexExpression vector) =>
        new("sum", LocalType.Vector, [.. _tile.Rows == 1 ? (IndexExpression[])[] : [row], column, .. Of(vector)]);

    // Where the rows of the window are a loop, it has the weights of one at a time.
    private Local Weight(IndexExpression kh, IndexExpression kw, IndexExpression vector) =>
        new("w", LocalType.Vector, [.. _tile.IsWrittenOut(_convolution) ? (IndexExpression[])[kh] : [], kw, .. Of(vector)]);

    private IndexExpression[] Of(IndexExpression vector) => _tile.Vectors == 1 ? [] : [vector];
}
