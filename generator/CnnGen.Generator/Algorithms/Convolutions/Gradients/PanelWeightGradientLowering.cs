using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Gradients;

/// <summary>
/// The loops of <see cref="PanelWeightGradient"/>: a kernel that copies the images of a round, whose tasks are rows of a panel, and one of products, whose
/// tasks are blocks of input channels × tiles of output channels. The sums stand where they stay, [tile of oc][kh][kw][ic][oc].
/// </summary>
internal sealed class PanelWeightGradientLowering
{
    private readonly NodeLowering _node;
    private readonly PanelWeightGradient _algorithm;
    private readonly Convolution _convolution;
    private readonly WindowAxis _vertical;
    private readonly WindowAxis _horizontal;
    private readonly BufferLayout _output;
    private readonly PanelProducts _products;
    private readonly List<ChannelTiles> _tiles;
    private readonly int _ic;
    private readonly int _lanes;

    private PanelWeightGradientLowering(NodeLowering node, PanelWeightGradient algorithm)
    {
        (_node, _algorithm, _convolution, _lanes) = (node, algorithm, algorithm.Operator.Convolution, node.Lanes);
        (_vertical, _horizontal, _, _) = _convolution;
        (_output, _ic) = (node.InputLayout(1), node.InputLayout(0).Shape.Channels);
        _products = algorithm.Products(_ic, _lanes);
        _tiles = ChannelTiles.Cut(_output.Shape.Channels, _lanes, algorithm.Tile.Vectors);
    }

    private int Blocks => (_ic + _algorithm.BlockChannels - 1) / _algorithm.BlockChannels;

    public static void Lower(NodeLowering node, PanelWeightGradient algorithm) => new PanelWeightGradientLowering(node, algorithm).Run();

    private void Run()
    {
        (int inputs, int gradients) = (_products.Inputs.Define(_node), _products.Gradients.Define(_node));
        Copy(inputs, gradients);
        Multiply(inputs, gradients);
    }

    /// <summary>Adds a kernel that copies the pixels of all images of a round, a vector of channels at a time; its tasks are rows of a panel.</summary>
    private void Copy(int inputs, int gradients)
    {
        LoopBuilder b = new(isParallel: true);
        BufferLayout input = _node.InputLayout(0);
        int taps = _products.Inputs.Points;
        int tasks = _products.Inputs.EachOfRound(b, _output.Shape.Width, _lanes, firstTask: 0, (n, row, column, channel, at) =>
        {
            for (int tap = 0; tap < taps; tap++)
            {
                IndexExpression pixel = input.At(
                    (row * _vertical.S) + (tap / _horizontal.F * _vertical.D) - _vertical.Before,
                    (column * _horizontal.S) + (tap % _horizontal.F * _horizontal.D) - _horizontal.Before,
                    channel);
                LoadVector value = new("input", (n * _node.InputImageStride(0)) + pixel);
                b.Add(new StoreVector("inputs", at + (tap * _products.Inputs.PointStride), value, _lanes));
            }
        });
        tasks += _products.Gradients.EachOfRound(b, _output.Shape.Width, _lanes, tasks, (n, row, column, channel, at) => b.Add(
            new StoreVector("gradients", at, new LoadVector("dOutput", (n * _node.InputImageStride(1)) + _output.At(row, column, channel)), _lanes)));
        string window = taps > 1 ? "kh, kw, " : "";
        string place = taps > 1 ? " at each place of the window" : "";
        string formula = $"inputs[{window}ic, n, oh, ow] = in[n, oh, ow, ic]{place}, gradients[oc, n, oh, ow] = dOut[n, oh, ow, oc]";
        new KernelSignature()
            .Floats("input", _node.Input(0))
            .Floats("dOutput", _node.Input(1))
            .Floats("inputs", new BufferArgument(inputs, 0))
            .Floats("gradients", new BufferArgument(gradients, 0))
            .OfRound(_node, RoundSize.Of(_algorithm.ImagesOfRound), tasks)
            .Call(_node, _lanes, b, LayerComments.Of(_node, formula), "Panels", eachImage: false);
    }

    private void Multiply(int inputs, int gradients)
    {
        LoopBuilder b = new(isParallel: true);
        int tasks = Blocks * _tiles.Sum(run => run.Count);
        int taps = _products.Inputs.Points;
        ImageRounds.DeclareTiles(b, _products.Inputs.Tiles);
        (int firstTask, int firstSum, int firstPanel) = (0, 0, 0);
        foreach (ChannelTiles run in _tiles)
        {
            (int tasksBefore, int sumsBefore, int panelsBefore, int width) = (firstTask, firstSum, firstPanel, run.Vectors * _lanes);
            b.For("tile", run.Count, tile =>
            {
                int block = 0;
                foreach ((int start, int end, int channels) in Segments.Cut(_ic, _algorithm.BlockChannels))
                {
                    b.ForTasksFrom("ic", (tile * Blocks) + (tasksBefore + block), start, end, channels, ic => b.Scope(() =>
                    {
                        string x = b.Pointer("v", "inputs", ic * (_products.Inputs.PanelStride / _products.Inputs.Width));
                        string g = b.Pointer("u", "gradients", (tile + panelsBefore) * _products.Gradients.PanelStride);
                        string w = b.Pointer("w", "dWeight", (tile * (taps * _ic * width)) + (ic * width) + sumsBefore);
                        b.When(new IndexValue(1), new IndexValue(IndexExpression.Of(KernelSignature.FirstImage)), () => b.For("tap", taps, tap => b.For(
                            "i", channels * width, i => b.Add(new StoreVector(w, (tap * (_ic * width)) + i, new Splat(0f), _lanes)), _lanes)));
                        _products.Add(b, run.Vectors, channels, (x, g, w), _ic * width);
                    }));
                    block += (end - start) / channels;
                }
            });
            firstTask += run.Count * Blocks;
            firstPanel += run.Count;
            firstSum += run.Count * taps * _ic * width;
        }

        KernelSignature signature = new KernelSignature()
            .Floats("inputs", new BufferArgument(inputs, 0))
            .Floats("gradients", new BufferArgument(gradients, 0))
            .Floats("dWeight", new BufferArgument(WeightGradientSums.Define(_node, _algorithm.Operator, _ic, _tiles, _lanes), 0));
        if (_convolution.HasBias)
        {
            b.When(
                new IndexValue(1),
                new IndexValue(IndexExpression.Of(KernelSignature.FirstImage)),
                () => tasks += PixelSums.OverImages(b, _lanes, _output, _node.InputImageStride(1), tasks));
            signature.Floats("dOutput", _node.Input(1)).Floats("dBias", _node.Gradient(_algorithm.Operator.Tensors[1]));
        }

        string formula =
            $"dWeight{LayerComments.Weight(_convolution, _ic)} = Σ dOut[n, oh, ow, oc] · in{LayerComments.Window(_convolution, _ic)} of image n, over the "
                + "images and pixels";
        signature
            .With("count", ParameterType.Integer, new RuntimeArgument(RuntimeValue.Count))
            .OfRound(_node, RoundSize.Of(_algorithm.ImagesOfRound), tasks)
            .Call(_node, _lanes, b, LayerComments.Of(_node, formula), "Products", eachImage: false);
    }
}
