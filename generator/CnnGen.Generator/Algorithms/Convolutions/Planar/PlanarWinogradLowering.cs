using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Algorithms.Convolutions.Winograd;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Convolutions.Planar;

/// <summary>
/// The loops of <see cref="PlanarWinograd"/> over tiles of rows. The three stages of a tile are kernels of their own, so that each has all registers: rows of
/// the input to the points, [point][ic][column]; products of a tile of channels at each point, [point][oc][column]; and back. Weights are packed as [channel
/// tiles of one width][point][kw][channel tile][ic][channels of the tile].
/// </summary>
internal sealed class PlanarWinogradLowering : PlanarLowering
{
    private const string PointCount = "count";

    private readonly PlanarWinograd _algorithm;

    // From a row of a plane of points to the next, before and after the products.
    private readonly int _inputWidth;
    private readonly int _width;
    private readonly int _products;

    public PlanarWinogradLowering(NodeLowering node, PlanarWinograd algorithm)
        : base(node, algorithm)
    {
        _algorithm = algorithm;
        _inputWidth = algorithm.InputVectors(Lanes) * Lanes;
        _width = algorithm.Vectors(Lanes) * Lanes;

        // The last vector of a row is read from kw columns further on.
        _products = ProgramBuilder.RoundUp((Points * InputChannels * _inputWidth) + Horizontal.F);
    }

    protected override int Tasks => _algorithm.RowTiles().Sum(tiles => (tiles.End - tiles.Start) / tiles.Vertical.Outputs);

    protected override int ScratchLength => _products + (Points * ProductPoint);

    private int Points => _algorithm.Vertical.Points;

    // Weights of a channel at all points.
    private int ChannelLength => Points * Horizontal.F * InputChannels;

    private int InputPoint => InputChannels * _inputWidth;

    private int ProductPoint => _algorithm.TileChannels * _width;

    protected override int PackWeights()
    {
        ParameterSpec weight = Node.Weight;
        int filterLength = Operator.Convolution.ReductionLength(InputChannels);
        int packed = Node.ReservePacked(Operator.Convolution.Filters * ChannelLength);
        foreach ((int start, int end, int channels) in ChannelTiles())
        {
            Node.Pack(new WinogradPackStep(
                FormattableString.Invariant($"{weight.Name} [oc, ic, kh, kw] → G·g at {Points} points [point, kw, ic, oc], {channels} channels a tile"),
                Node.Parameter(weight) + (start * filterLength),
                packed + (start * ChannelLength),
                end - start,
                InputChannels,
                _algorithm.Vertical.Filters(),
                WinogradAxis.Direct(1, Horizontal.F).Filters(),
                Horizontal.F,
                1,
                channels,
                Chunks: 1,
                WeightsOfColumn(end - start)));
        }

        return packed;
    }

    protected override void Loops(LoopBuilder b)
    {
        int before = 0;
        foreach ((int start, int end, WinogradAxis vertical) in _algorithm.RowTiles())
        {
            int firstTask = before;
            before += (end - start) / vertical.Outputs;
            b.ForTasks("tile", firstTask, before, task =>
            {
                IndexExpression row = ((task - firstTask) * (vertical.Outputs / Operator.PoolRows)) + (start / Operator.PoolRows);
                IndexExpression from = Input.At((row * Operator.PoolRows) - Vertical.Before, -Horizontal.Before, 0);
                b.Add(new CallKernel(DefineInputTransform(vertical), [new AddressOf("input", from), new AddressOf("scratch", 0)]));
                foreach ((int first, int last, int channels) in ChannelTiles())
                {
                    b.For("oc", first, last, channels, oc =>
                    {
                        Products(b, vertical, first, last, oc, channels);
                        TransformOutput(b, vertical, row, oc, channels);
                    });
                }
            });
        }

        NameStrides(b);
    }

    private void NameStrides(LoopBuilder b)
    {
        b.NameStride("InputTile", "input", "tile", _algorithm.Vertical.Outputs * Input.RowStride);
        b.NameStride("Products", "scratch", "", _products);
        b.NameStride("WeightsOfChannel", "weights", "oc", InputChannels);
        b.NameStride("OutputTile", "output", "tile", _algorithm.Vertical.Outputs / Operator.PoolRows * Planes.RowStride);
        b.NameStride("OutputPlane", "output", "oc", Planes.ChannelStride);
    }

    private EquatableArray<string> Comment(AlgorithmStage stage, string formula, string schedule) =>
        LayerComments.OfStage(Node, _algorithm.Name, stage, formula, schedule);

    private IEnumerable<(int Start, int End, int Size)> ChannelTiles() => Segments.Cut(Operator.Convolution.Filters, _algorithm.TileChannels);

    /// <summary>Weights of some channels at a point, for a column of the kernel.</summary>
    private int WeightsOfColumn(int channels) => channels * InputChannels;

    private string DefineInputTransform(WinogradAxis vertical) => Node.Define(
        Node.Key("InputTransform", vertical.Outputs),
        () => Comment(
            AlgorithmStage.InputTransform,
            "points[point, ic, iw] = Bᵀ·d",
            FormattableString.Invariant($"{vertical.Points} rows d of inputs, a vector of columns at a time")),
        () =>
        {
            LoopBuilder b = new();
            b.For("ic", InputChannels, ic => b.For("column", _inputWidth, column => b.Scope(() =>
            {
                string d = b.Pointer("d", "input", (ic * Input.ChannelStride) + column);
                Local[] rows = b.Series("d", vertical.Points, i => new LoadVector(d, i * Input.RowStride));
                Local[] values = WinogradSteps.Input(b, vertical, rows, "point");
                int[] points = _algorithm.Vertical.PointNumbers(vertical.Outputs);
                for (int i = 0; i < values.Length; i++)
                {
                    b.Add(new StoreVector("points", (ic * _inputWidth) + column + (points[i] * InputPoint), values[i], Lanes));
                }
            }), Lanes));
            return Kernel(b, "input", "points");
        });

    /// <summary>Products at the points that a tile of rows has.</summary>
    private void Products(LoopBuilder b, WinogradAxis vertical, int first, int last, IndexExpression oc, int channels)
    {
        int weightsOfPoint = Horizontal.F * WeightsOfColumn(last - first);
        string products = DefineProducts(last - first, channels);
        foreach (WinogradRun run in _algorithm.Vertical.Runs(vertical.Outputs).Where(run => run.IsInLast))
        {
            b.Add(new CallKernel(products,
            [
                new AddressOf("scratch", run.First * InputPoint),
                new AddressOf("weights", (first * ChannelLength) + ((oc - first) * InputChannels) + (run.First * weightsOfPoint)),
                new AddressOf("scratch", (run.First * ProductPoint) + _products),
                new IndexValue(run.Count),
            ]));
        }
    }

    private string DefineProducts(int channelsOfWidth, int channels) => Node.Define(
        Node.Key("Products", channelsOfWidth, channels),
        () => Comment(
            AlgorithmStage.Products,
            "products[point, oc, ow] = Σ points[point, ic, ow + kw] · weights[point, kw, ic, oc]",
            FormattableString.Invariant($"at {PointCount} points; {channels} channels × {Count.Of(_algorithm.TileVectors, "vector")} of columns in registers")),
        () =>
        {
            LoopBuilder b = new();
            int weightsOfColumn = WeightsOfColumn(channelsOfWidth);
            b.ForRuntime("point", 0, IndexExpression.Of(PointCount), 1, point =>
            {
                foreach ((int start, int end, int vectors) in Segments.Cut(_width / Lanes, _algorithm.TileVectors))
                {
                    b.For("column", start * Lanes, end * Lanes, vectors * Lanes, column => b.Scope(() =>
                    {
                        string x = b.Pointer("x", "points", (point * InputPoint) + column);
                        string w = b.Pointer("w", "weights", point * (Horizontal.F * weightsOfColumn));
                        AccumulatorTile products = Product(b, x, w, weightsOfColumn, channels, vectors);
                        products.Each(place => b.Add(new StoreVector(
                            "products", (point * ProductPoint) + (place[0] * _width) + column + (place[1] * Lanes), products[place], Lanes)));
                    }));
                }
            });
            b.NameStride("InputPoint", "points", "point", InputPoint);
            b.NameStride("WeightsOfPoint", "weights", "point", Horizontal.F * weightsOfColumn);
            b.NameStride("ProductPoint", "products", "point", ProductPoint);
            return Kernel(b, "points", "weights", "products", PointCount);
        });

    private AccumulatorTile Product(LoopBuilder b, string x, string w, int weightsOfColumn, int channels, int vectors)
    {
        AccumulatorTile products = new(b, SplitAccumulators.One, ("c", channels), ("v", vectors));
        products.Declare(_ => new Splat(0f));
        b.For("ic", InputChannels, ic => KernelColumns(b, channels * vectors, kw => b.Scope(() =>
        {
            b.Unroll("v", vectors, v => b.Declare("x", LocalType.Vector, new LoadVector(x, (ic * _inputWidth) + kw + (v * Lanes)), v));
            b.Unroll("c", channels, c =>
            {
                Local weight = b.Declare("w", LocalType.Vector, new Splat(new LoadElement(w, (kw * weightsOfColumn) + (ic * channels) + c)), c);
                b.Unroll("v", vectors, v => products.MultiplyAdd(0, new Local("x", LocalType.Vector, [v]), weight, c, v));
            });
        })));
        return products;
    }

    private void TransformOutput(LoopBuilder b, WinogradAxis vertical, IndexExpression row, IndexExpression oc, int channels)
    {
        b.Add(new CallKernel(DefineOutputTransform(vertical, channels),
        [
            new AddressOf("scratch", _products),
            .. Epilogue.Of(Operator).Arguments(oc, () => Planes.At(row, 0, oc)),
            new AddressOf("output", Planes.At(row, 0, oc)),
        ]));
    }

    private string DefineOutputTransform(WinogradAxis vertical, int channels) => Node.Define(
        Node.Key("OutputTransform", vertical.Outputs, channels),
        () => Comment(
            AlgorithmStage.OutputTransform,
            FormattableString.Invariant($"out[oh, ow, oc] = Aᵀ·m for products m at {vertical.Points} points")
                + Epilogue.Of(Operator).Formula
                + (Operator.Pool is null ? "" : ", " + Operator.Pool.Describe()),
            FormattableString.Invariant($"{vertical.Outputs} rows of {channels} channels, a vector of columns at a time")),
        () =>
        {
            LoopBuilder b = new();
            PlanarOutput output = new(b, Node, Operator, Epilogue.Of(Operator), Planes with { Origin = 0 });
            b.For("c", channels, c => b.Scope(() =>
            {
                Local? bias = Operator.Convolution.HasBias ? b.Declare("b", LocalType.Vector, new Splat(new LoadElement("bias", c))) : null;
                foreach ((int start, int end, int columns) in Segments.Cut(Operator.CoveredColumns, Lanes))
                {
                    b.For("column", start / Operator.PoolColumns, end / Operator.PoolColumns, output.Stored, column => b.Scope(() =>
                    {
                        string m = b.Pointer("m", "products", (c * _width) + (column * Operator.PoolColumns));
                        int[] points = _algorithm.Vertical.PointNumbers(vertical.Outputs);
                        Local[] rows = WinogradSteps.Output(b, vertical, b.Series("m", points.Length, i => new LoadVector(m, points[i] * ProductPoint)), "y");
                        for (int r = 0; r < rows.Length / Operator.PoolRows; r++)
                        {
                            Local[] window = [.. rows.Skip(r * Operator.PoolRows).Take(Operator.PoolRows)];
                            output.Store(
                                window,
                                r,
                                column,
                                c,
                                columns / Operator.PoolColumns,
                                bias,
                                vertical.ReadsAllPoints(r * Operator.PoolRows, Operator.PoolRows));
                        }
                    }));
                }
            }));
            return Kernel(b, ["products", .. Epilogue.Of(Operator).Pointers, "output"]);
        });

    private KernelCode Kernel(LoopBuilder b, params string[] parameters) => b.Code(
        Lanes,
        [.. parameters.Select(name => new KernelParameter(name, name == PointCount ? ParameterType.Integer : ParameterType.FloatPointer))]);
}
