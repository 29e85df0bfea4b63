using CnnGen.Generator.Algorithms.Convolutions.Gradients;
using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>
/// The loops of <see cref="WinogradWeightGradient"/>: two kernels of one image, from tiles to points; one of all images of a round, whose sums stand in memory
/// between rounds, [point][tile of oc][ic][channels of the tile]; and one that brings them back from the points.
/// </summary>
internal sealed class WinogradWeightGradientLowering
{
    private readonly NodeLowering _node;
    private readonly WinogradWeightGradient _algorithm;
    private readonly WinogradAxis _vertical;
    private readonly WinogradAxis _horizontal;
    private readonly BufferLayout _input;
    private readonly BufferLayout _output;
    private readonly List<ChannelTiles> _tiles;
    private readonly int _ic;
    private readonly int _lanes;

    private WinogradWeightGradientLowering(NodeLowering node, WinogradWeightGradient algorithm)
    {
        (_node, _algorithm, _vertical, _horizontal) = (node, algorithm, algorithm.Vertical, algorithm.Horizontal);
        (_input, _output) = (node.InputLayout(0), node.InputLayout(1));
        (_ic, _lanes) = (_input.Shape.Channels, node.Lanes);
        _tiles = ChannelTiles.Cut(_output.Shape.Channels, _lanes, algorithm.Tile.Vectors);
    }

    private Convolution Convolution => _algorithm.Operator.Convolution;

    /// <summary>From a point's sums to the next point's: a cache line more than they take, for different sets of a cache.</summary>
    private int PointLength => (_tiles.Sum(run => run.Count * run.Vectors * _lanes) * _ic) + MachineModel.CacheLine;

    public static void Lower(NodeLowering node, WinogradWeightGradient algorithm) => new WinogradWeightGradientLowering(node, algorithm).Run();

    private void Run()
    {
        (Convolution convolution, TilePanels inputs, TilePanels gradients) = (Convolution, _algorithm.Inputs(_ic), _algorithm.Gradients(_lanes));
        int points = inputs.Define(_node);
        int pointsOfGradients = gradients.Define(_node);
        TileTransform transform = new(_node, _vertical, _horizontal, _algorithm.Columns, _algorithm.Round);
        TileSteps steps =
            new(_vertical.Taps, _horizontal.Taps, -convolution.Vertical.Before, -convolution.Horizontal.Before, _vertical.Points, _horizontal.Points);
        TileSteps stepsOfGradients = new(_vertical.Taps, _horizontal.Taps, 0, 0, _vertical.Taps, _horizontal.Taps);
        transform.Add("InputTransform", _node.Input(0), _input, steps, (inputs, points), WinogradSteps.Input, "Bᵀ·d·B");
        transform.Add("GradientTransform", _node.Input(1), _output, stepsOfGradients, (gradients, pointsOfGradients), WinogradSteps.Taps, "G·g·Gᵀ");
        int sums = _node.DefineBuffer(_node.Node.Name + " sums at the points", _algorithm.Points * PointLength, perImage: false);
        Products((inputs, points), (gradients, pointsOfGradients), sums);
        Back(sums);
    }

    /// <summary>Adds the products of the tiles of a round to the sums; a point × a block of input and output channels is a task.</summary>
    private void Products((TilePanels Panels, int Buffer) inputs, (TilePanels Panels, int Buffer) gradients, int sums)
    {
        LoopBuilder b = new(isParallel: true);
        ImageRounds.DeclareTiles(b, _algorithm.Tiles);
        PanelProducts products = _algorithm.Products(_ic, _lanes);
        int inputBlocks = Segments.Count(_ic, _algorithm.BlockChannels);
        int blocks = inputBlocks * _tiles.Sum(run => Segments.Count(run.Count, _algorithm.BlockPanels));
        b.For("point", _algorithm.Points, point =>
        {
            (int before, int firstPanel, int firstSum) = (0, 0, 0);
            foreach (ChannelTiles run in _tiles)
            {
                int width = run.Vectors * _lanes;
                foreach ((int firstTile, int endTile, int panels) in Segments.Cut(run.Count, _algorithm.BlockPanels))
                {
                    (int tasksBefore, int panelsBefore, int sumsBefore) = (before, firstPanel + firstTile, firstSum + (firstTile * _ic * width));
                    int groups = (endTile - firstTile) / panels;
                    b.For("group", groups, group =>
                    {
                        int block = 0;
                        foreach ((int start, int end, int channels) in Segments.Cut(_ic, _algorithm.BlockChannels))
                        {
                            IndexExpression task = (point * blocks) + (group * inputBlocks) + (tasksBefore + block);
                            b.ForTasksFrom("ic", task, start, end, channels, ic => b.Scope(() =>
                            {
                                IndexExpression sum = (point * PointLength) + (group * (panels * _ic * width)) + (ic * width) + sumsBefore;
                                IndexExpression panel = (group * panels) + panelsBefore;
                                string m = b.Pointer("m", "sums", sum);
                                string v = b.Pointer(
                                    "v",
                                    "points",
                                    (point * inputs.Panels.PointStride) + (ic * (inputs.Panels.PanelStride / inputs.Panels.Width)));
                                string u = b.Pointer(
                                    "u",
                                    "gradients",
                                    (point * gradients.Panels.PointStride) + (panel * gradients.Panels.PanelStride));
                                Clear(b, m, panels, channels * width, _ic * width);
                                products.AddPoint(b, run.Vectors, panels, channels, (v, u, m), _ic * width);
                            }));
                            block += (end - start) / channels;
                        }
                    });
                    before += groups * inputBlocks;
                }

                firstPanel += run.Count;
                firstSum += run.Count * _ic * width;
            }
        });

        const string Formula = "sums[point, ic, oc] += Σ points[point, tile, ic] · gradients[point, tile, oc] over the tiles of all images of a round";
        new KernelSignature()
            .Floats("points", new BufferArgument(inputs.Buffer, 0))
            .Floats("gradients", new BufferArgument(gradients.Buffer, 0))
            .Floats("sums", new BufferArgument(sums, 0))
            .OfRound(_node, _algorithm.Round, _algorithm.Points * blocks)
            .Call(_node, _lanes, b, LayerComments.Of(_node, Formula), "Products", eachImage: false);
    }

    /// <summary>The first round begins with zeros.</summary>
    private void Clear(LoopBuilder b, string sums, int panels, int length, int panelLength) => b.When(
        new IndexValue(1),
        new IndexValue(IndexExpression.Of(KernelSignature.FirstImage)),
        () => b.For("panelOut", panels, panel => b.For(
            "i", length, i => b.Add(new StoreVector(sums, (panel * panelLength) + i, new Splat(0f), _lanes)), _lanes)));

    /// <summary>From the sums at the points to those of each weight, when all images have been through; some input channels of a panel are a task.</summary>
    private void Back(int sums)
    {
        LoopBuilder b = new(isParallel: true);
        TileLayout between = TileLayout.Between(_horizontal, _lanes);
        (int rows, int columns) = (_vertical.Outputs, _horizontal.Outputs);
        int[] all = [.. Enumerable.Range(0, _vertical.Points)];
        (int tasks, int firstSum) = (0, 0);
        foreach (ChannelTiles run in _tiles)
        {
            (int width, int sumsBefore, int blocks) = (run.Vectors * _lanes, firstSum, Segments.Count(_ic, MachineModel.CacheLine));
            b.For("tile", run.Count, tile =>
            {
                int block = 0;
                foreach ((int start, int end, int channels) in Segments.Cut(_ic, MachineModel.CacheLine))
                {
                    b.ForTasksFrom("ic", (tile * blocks) + (tasks + block), start, end, channels, ic => b.For("i", channels * width, i => b.Scope(() =>
                    {
                        IndexExpression place = (tile * (_ic * width)) + (ic * width) + i + sumsBefore;
                        IndexExpression weight = (tile * (rows * columns * _ic * width)) + (ic * width) + i + (sumsBefore * rows * columns);
                        TileLayout points = new(b.Pointer("atPoint", "sums", place), _horizontal.Points * PointLength, PointLength);
                        TileLayout taps = new(b.Pointer("tap", "dWeight", weight), columns * _ic * width, _ic * width);
                        b.For("column", _horizontal.Points, column => between.StoreColumn(
                            b,
                            column,
                            [.. Enumerable.Range(0, rows)],
                            WinogradSteps.Output(b, _vertical, points.LoadColumn(b, "half", column, all), "y"),
                            _lanes));
                        b.For("row", rows, row => taps.StoreRow(
                            b, row, 0, WinogradSteps.Output(b, _horizontal, between.LoadRow(b, "half", row, _horizontal.Points), "y"), _lanes));
                    }), _lanes));
                    block += (end - start) / channels;
                }
            });
            tasks += run.Count * blocks;
            firstSum += run.Count * _ic * width;
        }

        KernelSignature signature = new KernelSignature()
            .Floats("sums", new BufferArgument(sums, 0))
            .Floats(TileLayout.BetweenName, _node.Scratch(_algorithm.Points * _lanes))
            .Floats("dWeight", new BufferArgument(WeightGradientSums.Define(_node, _algorithm.Operator, _ic, _tiles, _lanes), 0));
        if (Convolution.HasBias)
        {
            tasks += PixelSums.OverImages(b, _lanes, _output, _node.InputImageStride(1), tasks);
            signature.Floats("dOutput", _node.Input(1)).Floats("dBias", _node.Gradient(_algorithm.Operator.Tensors[1]));
        }

        string formula =
            $"dWeight{LayerComments.Weight(Convolution, _ic)} = Σ dOut[n, oh, ow, oc] · in{LayerComments.Window(Convolution, _ic)} of image n, over the "
            + "images and pixels: Aᵀ·(sums[point, ic, oc])·A";
        signature.OverImages(_node, tasks).Call(_node, _lanes, b, LayerComments.Of(_node, formula), "OutputTransform", eachImage: false);
    }
}
