using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Depthwise;

/// <summary>The loops of <see cref="DepthwiseConvolution"/>: rows, channel tiles, columns; inside, the window.</summary>
internal sealed class DepthwiseConvolutionLowering
{
    private readonly LoopBuilder _b;
    private readonly NodeLowering _node;
    private readonly FusedConvolution _operator;
    private readonly Convolution _convolution;
    private readonly DepthwiseTile _tile;
    private readonly bool _activatesStored;
    private readonly Epilogue _epilogue;
    private readonly DepthwiseChannels _channels;
    private readonly BufferLayout _input;
    private readonly BufferLayout _output;

    private DepthwiseConvolutionLowering(NodeLowering node, DepthwiseConvolution algorithm)
    {
        _node = node;
        _b = new LoopBuilder(node.IsParallel);
        _operator = algorithm.Operator;
        _convolution = algorithm.Operator.Convolution;
        _tile = algorithm.Tile;
        _activatesStored = algorithm.ActivatesStored;
        _epilogue = Epilogue.Of(_operator).WithoutBias();
        _channels = new DepthwiseChannels(_convolution, _tile);
        _input = node.InputLayout(0);
        _output = node.OutputLayout;
    }

    public static void Lower(NodeLowering node, DepthwiseConvolution algorithm) => new DepthwiseConvolutionLowering(node, algorithm).Run();

    private void Run()
    {
        _b.ForTasks("oh", 0, _output.Shape.Height, oh =>
        {
            _channels.Loop(_b, (tiles, tile) => _b.Scope(() => Row(tiles, tile, oh)));
            if (_activatesStored)
            {
                StoredActivation.Call(_b, _node, _operator.Activation!, oh, rows: 1, channel: 0, _convolution.Filters, _tile.Lanes);
            }
        });

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
            .WithTasks(_node, _output.Shape.Height)
            .Call(_node, _tile.Lanes, _b, LayerComments.Of(_node, LayerComments.Formula(_convolution, _input.Shape.Channels)));
    }

    /// <summary>A row of outputs of a tile of channels.</summary>
    private void Row(ChannelTiles tiles, IndexExpression tile, IndexExpression oh)
    {
        if (_tile.HoldsWindow)
        {
            _b.Unroll("kh", _convolution.Vertical.F, kh => DeclareWeights(tiles, tile, kh));
        }

        foreach ((int start, int end, int columns) in Segments.Cut(_output.Shape.Width, _tile.Columns))
        {
            _b.For("ow", start, end, columns, ow => _b.Scope(() => Tile(tiles, tile, oh, ow, columns)));
        }
    }

    private void Tile(ChannelTiles tiles, IndexExpression tile, IndexExpression oh, IndexExpression ow, int columns)
    {
        WindowAxis vertical = _convolution.Vertical;
        WindowAxis horizontal = _convolution.Horizontal;
        IndexExpression channel = _channels.Output(tiles, tile);
        string x =
            _b.Pointer("x", "input", _input.At((oh * vertical.S) - vertical.Before, (ow * horizontal.S) - horizontal.Before, _channels.Input(tiles, tile)));
        _b.Unroll("c", columns, c => _b.Unroll("v", tiles.Vectors, v => _b.Add(new Declare(
            Sum(c, v), _convolution.HasBias ? new LoadVector("bias", channel + (v * _tile.Lanes)) : new Splat(0f)))));
        if (_tile.HoldsWindow)
        {
            _b.Unroll("kh", vertical.F, kh => WindowRow(tiles, x, kh, columns));
        }
        else
        {
            _b.For("kh", vertical.F, kh => _b.Scope(() =>
            {
                DeclareWeights(tiles, tile, kh);
                WindowRow(tiles, x, kh, columns);
            }));
        }

        for (int c = 0; c < columns; c++)
        {
            for (int v = 0; v < tiles.Vectors; v++)
            {
                Expression sum = Sum(c, v);
                IndexExpression at = _output.At(oh, ow + c, channel + (v * _tile.Lanes));
                int count = tiles.Lanes(v, _tile.Lanes);
                Epilogue epilogue = _activatesStored && count == _tile.Lanes ? _epilogue.WithoutActivation() : _epilogue;
                _b.Add(new StoreVector("output", at, epilogue.Apply(sum), count));
            }
        }
    }

    /// <summary>One row of the window for all columns: each input is loaded once, for every output that reads it.</summary>
    private void WindowRow(ChannelTiles tiles, string x, IndexExpression kh, int columns)
    {
        foreach ((int column, List<(int Output, int Tap)> readers) in DepthwiseTile.InputColumns(_convolution.Horizontal, columns))
        {
            _b.Scope(() =>
            {
                for (int v = 0; v < tiles.Vectors; v++)
                {
                    IndexExpression at = (kh * (_convolution.Vertical.D * _input.RowStride)) + (column * _input.PixelStride);
                    Local pixel = _b.Declare("x", LocalType.Vector, _channels.Load(x, at, v), v);
                    foreach ((int output, int tap) in readers)
                    {
                        Local sum = Sum(output, v);
                        _b.Assign(sum, new MultiplyAdd(pixel, Weight(kh, tap, v), sum));
                    }
                }
            });
        }
    }

    // With one vector a tile, names do not count it.
    private Local Sum(IndexExpression column, IndexExpression vector) => new("sum", LocalType.Vector, _tile.Vectors == 1 ? [column] : [column, vector]);

    private Local Weight(IndexExpression kh, IndexExpression kw, IndexExpression vector)
    {
        List<IndexExpression> place = _tile.HoldsWindow ? [kh, kw] : [kw];
        return new Local("w", LocalType.Vector, _tile.Vectors == 1 ? place.ToEquatableArray() : [.. place, vector]);
    }

    private void DeclareWeights(ChannelTiles tiles, IndexExpression tile, IndexExpression kh) =>
        _b.Unroll("kw", _convolution.Horizontal.F, kw => _b.Unroll("v", tiles.Vectors, v =>
            _b.Add(new Declare(Weight(kh, kw, v), new LoadVector("weights", _channels.Weight(tiles, tile, kh, kw, v))))));
}
