using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Gradients;

/// <summary>
/// The loops of <see cref="ConvolutionWeightTiles"/>. Weights are cut into tasks, a tile of sums each: [group][tile of oc][kh][kw][ic], and a thread sums its
/// tasks over all images. Pixels come in chunks that stay in a near cache while all tasks pass over them; between two chunks the sums of a task stand in
/// memory, one tile after the other.
/// </summary>
internal sealed class ConvolutionWeightTilesLowering
{
    private readonly LoopBuilder _b;
    private readonly NodeLowering _node;
    private readonly ConvolutionWeightTiles _algorithm;
    private readonly Convolution _convolution;
    private readonly WindowAxis _vertical;
    private readonly WindowAxis _horizontal;
    private readonly BufferLayout _input;
    private readonly BufferLayout _output;
    private readonly List<ChannelTiles> _tiles;
    private readonly int _lanes;
    private readonly int _ic;
    private readonly bool _joined;

    private ConvolutionWeightTilesLowering(NodeLowering node, ConvolutionWeightTiles algorithm)
    {
        _b = new LoopBuilder(node.IsWholeBatch);
        _node = node;
        _algorithm = algorithm;
        _lanes = algorithm.Lanes;
        _convolution = algorithm.Operator.Convolution;
        (_vertical, _horizontal, _, _) = _convolution;
        _input = node.InputLayout(0);
        _output = node.InputLayout(1);
        _ic = _convolution.GroupChannels(_input.Shape.Channels);
        _tiles = ChannelTiles.Cut(_convolution.GroupFilters, _lanes, algorithm.Tile.Vectors);

        // Where a window's row runs on in the input, (kw, ic) is one index; else each kw has its own run of channels.
        _joined = _input.ChannelStride == 1 && _input.PixelStride == _ic && _horizontal.D == 1;
    }

    /// <summary>Inputs of a row of the window that stand beside each other.</summary>
    private int Run => _joined ? _horizontal.F * _ic : _ic;

    private int Runs => _joined ? 1 : _horizontal.F;

    /// <summary>Inputs that a weight of an output channel is multiplied with.</summary>
    private int Window => _vertical.F * _horizontal.F * _ic;

    /// <summary>Tasks of a run of the window.</summary>
    private int TasksOfRun => (Run + _algorithm.Tile.Columns - 1) / _algorithm.Tile.Columns;

    private int TasksOfWindow => _vertical.F * Runs * TasksOfRun;

    private int Tasks => _convolution.Groups * _tiles.Sum(tiles => tiles.Count) * TasksOfWindow;

    public static void Lower(NodeLowering node, ConvolutionWeightTiles algorithm) => new ConvolutionWeightTilesLowering(node, algorithm).Lower();

    private void Lower()
    {
        _b.Remark("sums of all tasks from zero");
        EachTask((vectors, count, w, _, _) =>
            _b.For("m", count, m => _b.For("v", vectors, v => _b.Add(new StoreVector(w, (m * (vectors * _lanes)) + (v * _lanes), new Splat(0f), _lanes)))));
        Chunks();
        KernelSignature signature = new KernelSignature()
            .Floats("input", _node.Input(0))
            .Floats("dOutput", _node.Input(1))
            .Floats("dWeight", new BufferArgument(WeightGradientSums.Define(_node, _algorithm.Operator, _ic, _tiles, _lanes), 0));
        int tasks = Tasks;
        if (_convolution.HasBias)
        {
            tasks += PixelSums.OverImages(_b, _lanes, _output, _node.InputImageStride(1), tasks);
            signature.Floats("dBias", _node.Gradient(_algorithm.Operator.Tensors[1]));
        }

        int channels = _input.Shape.Channels;
        string formula =
            $"dWeight{LayerComments.Weight(_convolution, channels)} = Σ dOut[n, oh, ow, oc] · in{LayerComments.Window(_convolution, channels)} of image n"
                + $"{LayerComments.GroupOf(_convolution, channels)}, over the images and pixels";
        signature.OverImages(_node, tasks).Call(_node, _lanes, _b, LayerComments.Of(_node, formula), eachImage: false);
    }

    /// <summary>Loops over pieces of the batch: some images, or some rows of one.</summary>
    private void Chunks()
    {
        int images = _algorithm.ChunkImages;
        int rows = _algorithm.ChunkRows;
        IndexExpression count = IndexExpression.Of("count");
        if (images == 1)
        {
            _b.ForRuntime("n", 0, count, 1, n => _b.For("firstRow", 0, _output.Shape.Height, rows, row => EachTask((vectors, inputs, w, x, g) =>
                Tile(vectors, inputs, w, () => Rows(vectors, inputs, x, g, n, row)))));
            return;
        }

        _b.ForRuntime("first", 0, count, images, first =>
        {
            _b.Declare("end", LocalType.Integer, new Binary(BinaryOperation.Minimum, new IndexValue(first + images), new IndexValue(count)));
            EachTask((vectors, inputs, w, x, g) => Tile(vectors, inputs, w, () =>
                _b.ForRuntime("n", first, IndexExpression.Of("end"), 1, n => Rows(vectors, inputs, x, g, n, 0))));
        });
    }

    /// <summary>
    /// Loops over the tasks of a call. The body gets vectors of output channels, inputs, and pointers to the task's sums, to its first input and to its first
    /// output gradient of image 0.
    /// </summary>
    private void EachTask(Action<int, int, string, string, string> body)
    {
        int firstTask = 0;
        int firstSum = 0;
        foreach (ChannelTiles tiles in _tiles)
        {
            int unitsBefore = firstTask;
            int sumsBefore = firstSum;
            int width = tiles.Vectors * _lanes;
            _b.For("group", _convolution.Groups, group => _b.For("tile", tiles.Count, tile => _b.For("kh", _vertical.F, kh => _b.For("kw", Runs, kw =>
            {
                IndexExpression place = (group * tiles.Count) + tile;
                int unitsOfRun = 0;
                foreach ((int start, int end, int count) in Segments.Cut(Run, _algorithm.Tile.Columns))
                {
                    IndexExpression first = (place * TasksOfWindow) + (kh * (Runs * TasksOfRun)) + (kw * TasksOfRun) + (unitsBefore + unitsOfRun);
                    _b.ForTasksFrom("k", first, start, end, count, k => _b.Scope(() =>
                    {
                        IndexExpression row = (kh * (_horizontal.F * _ic)) + (kw * _ic) + k;
                        string w = _b.Pointer("w", "dWeight", (place * (Window * width)) + (row * width) + sumsBefore);
                        IndexExpression corner = _input.At((kh * _vertical.D) - _vertical.Before, (kw * _horizontal.D) - _horizontal.Before, group * _ic);
                        string x = _b.Pointer("x", "input", corner + (k * _input.ChannelStride));
                        string g = _b.Pointer("g", "dOutput", _output.At(0, 0, (group * _convolution.GroupFilters) + (tile * width) + tiles.FirstChannel));
                        body(tiles.Vectors, count, w, x, g);
                    }));
                    unitsOfRun += (end - start) / count;
                }
            }))));
            firstTask += _convolution.Groups * tiles.Count * TasksOfWindow;
            firstSum += _convolution.Groups * tiles.Count * Window * width;
        }
    }

    /// <summary>The sums of a task in registers while a chunk is added.</summary>
    private void Tile(int vectors, int count, string w, Action add)
    {
        int width = vectors * _lanes;
        _b.Unroll("m", count, m => _b.Unroll("v", vectors, v => _b.Declare("acc", LocalType.Vector, new LoadVector(w, (m * width) + (v * _lanes)), m, v)));
        add();
        _b.Unroll(
            "m",
            count,
            m => _b.Unroll("v", vectors, v => _b.Add(new StoreVector(w, (m * width) + (v * _lanes), new Local("acc", LocalType.Vector, [m, v]), _lanes))));
    }

    /// <summary>Adds some rows of an image.</summary>
    private void Rows(int vectors, int count, string x, string g, IndexExpression n, IndexExpression firstRow)
    {
        string image = _b.Pointer("xOfImage", x, (n * _node.InputImageStride(0)) + (firstRow * (_vertical.S * _input.RowStride)));
        string gradient = _b.Pointer("gOfImage", g, (n * _node.InputImageStride(1)) + (firstRow * _output.RowStride));
        _b.For("oh", _algorithm.ChunkRows, oh => Columns(ow => _b.Scope(() =>
        {
            _b.Unroll("v", vectors, v => _b.Declare(
                "g", LocalType.Vector, new LoadVector(gradient, (oh * _output.RowStride) + (ow * _output.PixelStride) + (v * _lanes)), v));
            _b.Unroll("m", count, m =>
            {
                IndexExpression at = (oh * (_vertical.S * _input.RowStride)) + (ow * (_horizontal.S * _input.PixelStride)) + (m * _input.ChannelStride);
                Local value = _b.Declare("x", LocalType.Vector, new Splat(new LoadElement(image, at)), m);
                _b.Unroll("v", vectors, v =>
                {
                    Local sum = new("acc", LocalType.Vector, [m, v]);
                    _b.Assign(sum, new MultiplyAdd(value, new Local("g", LocalType.Vector, [v]), sum));
                });
            });
        })));
    }

    private void Columns(Action<IndexExpression> body)
    {
        if (_algorithm.UnrollsColumns)
        {
            _b.Unroll("ow", _output.Shape.Width, body);
        }
        else
        {
            _b.For("ow", _output.Shape.Width, body);
        }
    }
}
