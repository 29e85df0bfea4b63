using CnnGen.Generator.Algorithms.Convolutions.Gradients;
using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>
/// The loops of <see cref="WinogradWeightGradient"/>: two kernels of one image, from tiles to points, and one of all images of a round, whose tasks are blocks
/// of input channels × tiles of output channels. Between rounds, the sums of a task stand in memory: [task][point][ic][channels of the tile].
/// </summary>
internal sealed class WinogradWeightGradientLowering
{
    private const string Count = "count";
    private const string FirstImage = "firstImage";

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

    private int Blocks => (_ic + _algorithm.BlockChannels - 1) / _algorithm.BlockChannels;

    public static void Lower(NodeLowering node, WinogradWeightGradient algorithm) => new WinogradWeightGradientLowering(node, algorithm).Run();

    private void Run()
    {
        (Convolution convolution, TilePanels inputs, TilePanels gradients) = (Convolution, _algorithm.Inputs(_ic), _algorithm.Gradients(_lanes));
        int points = inputs.Define(_node);
        int pointsOfGradients = gradients.Define(_node);
        TileTransform transform = new(_node, _vertical, _horizontal, _algorithm.Columns, _algorithm.ImagesOfRound);
        TileSteps steps =
            new(_vertical.Taps, _horizontal.Taps, -convolution.Vertical.Before, -convolution.Horizontal.Before, _vertical.Points, _horizontal.Points);
        TileSteps stepsOfGradients = new(_vertical.Taps, _horizontal.Taps, 0, 0, _vertical.Taps, _horizontal.Taps);
        transform.Add("InputTransform", _node.Input(0), _input, steps, (inputs, points), WinogradSteps.Input, "Bᵀ·d·B");
        transform.Add("GradientTransform", _node.Input(1), _output, stepsOfGradients, (gradients, pointsOfGradients), WinogradSteps.Taps, "G·g·Gᵀ");
        Products((inputs, points), (gradients, pointsOfGradients));
    }

    private void Products((TilePanels Panels, int Buffer) inputs, (TilePanels Panels, int Buffer) gradients)
    {
        LoopBuilder b = new(isParallel: true);
        int taskLength = _algorithm.Points * _algorithm.BlockChannels * _algorithm.Tile.Vectors * _lanes;
        int tasks = Blocks * _tiles.Sum(run => run.Count);
        int sums = _node.DefineBuffer(_node.Node.Name + " sums at the points", tasks * taskLength, perImage: false);
        b.Declare("last", LocalType.Integer, Smaller(IndexExpression.Of(FirstImage) + _algorithm.ImagesOfRound, IndexExpression.Of(Count)));
        b.Declare("tiles", LocalType.Integer, new IndexValue((IndexExpression.Of("last") - IndexExpression.Of(FirstImage)) * _algorithm.Tiles));

        // Where all images are one round, a thread needs the sums of one task at a time only, which then stay in its cache: those of the first of its tasks.
        b.Declare(
            "others",
            LocalType.Integer,
            new Binary(BinaryOperation.Maximum, new IndexValue((IndexExpression.Of(Count) - _algorithm.ImagesOfRound) * tasks), new IndexValue(0)));
        int firstTask = 0;
        int firstSum = 0;
        int panelsBefore = 0;
        foreach (ChannelTiles run in _tiles)
        {
            (int tasksBefore, int sumsBefore, int firstPanel, int width) = (firstTask, firstSum, panelsBefore, run.Vectors * _lanes);
            b.For("tile", run.Count, tile =>
            {
                int block = 0;
                foreach ((int start, int end, int channels) in Segments.Cut(_ic, _algorithm.BlockChannels))
                {
                    IndexExpression task = (tile * Blocks) + (tasksBefore + block);
                    b.ForTasksFrom("ic", task, start, end, channels, ic => b.Scope(() =>
                    {
                        b.Declare(
                            "slot",
                            LocalType.Integer,
                            Smaller(IndexExpression.Of(LoopBuilder.TaskIndex) - IndexExpression.Of(Kernel.FirstTask), IndexExpression.Of("others")));
                        string m = b.Pointer("m", "sums", (IndexExpression.Of("slot") + IndexExpression.Of(Kernel.FirstTask)) * taskLength);
                        string v = b.Pointer("v", "points", ic * (inputs.Panels.PanelStride / inputs.Panels.Width));
                        string u = b.Pointer("u", "gradients", (tile + firstPanel) * gradients.Panels.PanelStride);
                        string w =
                            b.Pointer("w", "dWeight", (tile * (Convolution.Vertical.F * Convolution.Horizontal.F * _ic * width)) + (ic * width) + sumsBefore);
                        Task(b, run, channels, (v, u, m, w));
                    }));
                    block += (end - start) / channels;
                }
            });
            firstTask += run.Count * Blocks;
            panelsBefore += run.Count;
            firstSum += run.Count * Convolution.Vertical.F * Convolution.Horizontal.F * _ic * width;
        }

        KernelSignature signature = new KernelSignature()
            .Floats("points", new BufferArgument(inputs.Buffer, 0))
            .Floats("gradients", new BufferArgument(gradients.Buffer, 0))
            .Floats("sums", new BufferArgument(sums, 0))
            .Floats(TileLayout.BetweenName, _node.Scratch(_algorithm.Points * _lanes))
            .Floats("dWeight", new BufferArgument(WeightGradientSums.Define(_node, _algorithm.Operator, _ic, _tiles, _lanes), 0));
        if (Convolution.HasBias)
        {
            b.When(
                new IndexValue(1),
                new IndexValue(IndexExpression.Of(FirstImage)),
                () => tasks += PixelSums.OverImages(b, _lanes, _output, _node.InputImageStride(1), tasks));
            signature.Floats("dOutput", _node.Input(1)).Floats("dBias", _node.Gradient(_algorithm.Operator.Tensors[1]));
        }

        string formula =
            $"dWeight{LayerComments.Weight(Convolution, _ic)} = Σ dOut[n, oh, ow, oc] · in{LayerComments.Window(Convolution, _ic)} of image n, over the "
            + $"images and pixels: "
                + "Aᵀ·(Σ points[point, tile, ic] · gradients[point, tile, oc])·A";
        signature
            .With(FirstImage, ParameterType.Integer, new RuntimeArgument(RuntimeValue.FirstOfRound))
            .OverImages(_node, tasks)
            .InRounds(_algorithm.ImagesOfRound)
            .Call(_node, _lanes, b, LayerComments.Of(_node, formula), "Products", eachImage: false);
    }

    /// <summary>The sums of a block of input channels and a tile of output channels: from zero in the first round, back from the points in the last.</summary>
    private void Task(LoopBuilder b, ChannelTiles run, int channels, (string Inputs, string Gradients, string Sums, string Weights) at)
    {
        int width = run.Vectors * _lanes;
        int pointLength = channels * width;
        b.When(new IndexValue(1), new IndexValue(IndexExpression.Of(FirstImage)), () =>
            b.For("i", _algorithm.Points * pointLength, i => b.Add(new StoreVector(at.Sums, i, new Splat(0f), _lanes)), _lanes));
        _algorithm.Products(_ic, _lanes).Add(b, run.Vectors, channels, (at.Inputs, at.Gradients, at.Sums), pointLength);
        b.When(
            new IndexValue(IndexExpression.Of(FirstImage) + (_algorithm.ImagesOfRound + 1)),
            new IndexValue(IndexExpression.Of(Count)),
            () => Back(b, run.Vectors, channels, at.Sums, at.Weights));
    }

    /// <summary>From the sums at the points to those of each weight.</summary>
    private void Back(LoopBuilder b, int vectors, int channels, string sums, string weights)
    {
        int width = vectors * _lanes;
        int pointLength = channels * width;
        TileLayout between = TileLayout.Between(_horizontal, _lanes);
        (int rows, int columns) = (_vertical.Outputs, _horizontal.Outputs);
        b.For("i", pointLength, i => b.Scope(() =>
        {
            TileLayout points = new(b.Pointer("atPoint", sums, i), _horizontal.Points * pointLength, pointLength);
            TileLayout taps = new(b.Pointer("tap", weights, i), columns * _ic * width, _ic * width);
            int[] all = [.. Enumerable.Range(0, _vertical.Points)];
            b.For("column", _horizontal.Points, column => between.StoreColumn(
                b, column, [.. Enumerable.Range(0, rows)], WinogradSteps.Output(b, _vertical, points.LoadColumn(b, "half", column, all), "y"), _lanes));
            b.For(
                "row",
                rows,
                row => taps.StoreRow(b, row, 0, WinogradSteps.Output(b, _horizontal, between.LoadRow(b, "half", row, _horizontal.Points), "y"), _lanes));
        }), _lanes);
    }

    private static Binary Smaller(IndexExpression a, IndexExpression b) => new(BinaryOperation.Minimum, new IndexValue(a), new IndexValue(b));
}
