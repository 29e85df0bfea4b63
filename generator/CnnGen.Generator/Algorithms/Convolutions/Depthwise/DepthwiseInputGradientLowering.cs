using CnnGen.Generator.Algorithms.Layouts;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Depthwise;

/// <summary>The loops of <see cref="DepthwiseInputGradient"/>: rows, channel tiles, columns; inside, the window that an output's gradient goes to.</summary>
internal sealed class DepthwiseInputGradientLowering
{
    private readonly LoopBuilder _b = new();
    private readonly NodeLowering _node;
    private readonly DepthwiseInputGradient _algorithm;
    private readonly Convolution _convolution;
    private readonly DepthwiseTile _tile;
    private readonly DepthwiseChannels _channels;
    private readonly BufferLayout _dOutput;
    private readonly BufferLayout _dInput;

    private DepthwiseInputGradientLowering(NodeLowering node, DepthwiseInputGradient algorithm)
    {
        _node = node;
        _algorithm = algorithm;
        _convolution = algorithm.Operator.Convolution;
        _tile = algorithm.Tile;
        _channels = new DepthwiseChannels(_convolution, _tile.Vectors, _tile.Lanes);
        _dOutput = node.InputLayout(0);
        _dInput = node.OutputLayout;
    }

    public static void Lower(NodeLowering node, DepthwiseInputGradient algorithm) => new DepthwiseInputGradientLowering(node, algorithm).Run();

    private void Run()
    {
        Fill.Zero(_b, _tile.Lanes, "dInput", _dInput.Length);
        _b.For("oh", _dOutput.Shape.Height, oh => _channels.Loop(_b, (tiles, tile) => _b.Scope(() =>
        {
            if (_tile.HoldsWindow)
            {
                _b.Unroll("kh", _convolution.Vertical.F, kh => DeclareWeights(tiles, tile, kh));
            }

            foreach ((int start, int end, int columns) in Segments.Cut(_dOutput.Shape.Width, _tile.Columns))
            {
                _b.For("ow", start, end, columns, ow => _b.Scope(() => Tile(tiles, tile, oh, ow, columns)));
            }
        })));

        string formula = $"dIn{LayerComments.Window(_convolution, _dInput.Shape.Channels)} += dOut[oh, ow, oc] · weight[oc, 0, kh, kw]";
        new KernelSignature()
            .Floats("dOutput", _node.Input(0))
            .Floats("weights", _channels.PackWeights(_node, _algorithm.Operator.Weight))
            .Floats("dInput", _node.Output())
            .Call(_node, _tile.Lanes, _b, LayerComments.Of(_node, formula));
    }

    private void Tile(ChannelTiles tiles, IndexExpression tile, IndexExpression oh, IndexExpression ow, int columns)
    {
        WindowAxis vertical = _convolution.Vertical;
        WindowAxis horizontal = _convolution.Horizontal;
        IndexExpression channel = _channels.Output(tiles, tile);
        string dx = _b.Pointer("dx", "dInput", _dInput.At((oh * vertical.S) - vertical.Before, (ow * horizontal.S) - horizontal.Before, channel));
        _b.Unroll("c", columns, c => _b.Declare("g", LocalType.Vector, new LoadVector("dOutput", _dOutput.At(oh, ow + c, channel)), c));
        if (_tile.HoldsWindow)
        {
            _b.Unroll("kh", vertical.F, kh => WindowRow(tiles, dx, kh, columns));
        }
        else
        {
            _b.For("kh", vertical.F, kh => _b.Scope(() =>
            {
                DeclareWeights(tiles, tile, kh);
                WindowRow(tiles, dx, kh, columns);
            }));
        }
    }

    private void WindowRow(ChannelTiles tiles, string dx, IndexExpression kh, int columns)
    {
        foreach ((int column, List<(int Output, int Tap)> readers) in DepthwiseTile.InputColumns(_convolution.Horizontal, columns))
        {
            _b.Scope(() =>
            {
                IndexExpression at = (kh * (_convolution.Vertical.D * _dInput.RowStride)) + (column * _dInput.PixelStride);
                Local sum = _b.Declare("sum", LocalType.Vector, new LoadVector(dx, at));
                foreach ((int output, int tap) in readers)
                {
                    _b.Assign(sum, new MultiplyAdd(new Local("g", LocalType.Vector, [output]), Weight(kh, tap), sum));
                }

                _b.Add(new StoreVector(dx, at, sum, tiles.Lanes(0, _tile.Lanes)));
            });
        }
    }

    private Local Weight(IndexExpression kh, IndexExpression kw) => new("w", LocalType.Vector, _tile.HoldsWindow ? [kh, kw] : [kw]);

    private void DeclareWeights(ChannelTiles tiles, IndexExpression tile, IndexExpression kh) =>
        _b.Unroll("kw", _convolution.Horizontal.F, kw =>
            _b.Add(new Declare(Weight(kh, kw), new LoadVector("weights", _channels.Weight(tiles, tile, kh, kw, 0)))));
}
