using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Gemm;

/// <summary>
/// out[n, j] = bias[j] + Σ in[n, k] · weights[k, j] over the images of a batch: a tile of images shares each vector of weights.
/// Serves the forward pass (weights transposed when packed) and the gradient of the input (weights as they are).
/// </summary>
internal sealed class BatchGemm
{
    private readonly LoopBuilder _b;
    private readonly NodeLowering _node;
    private readonly RegisterTile _tile;
    private readonly int _weightStride;
    private readonly bool _hasBias;
    private readonly Activation? _activation;

    private BatchGemm(NodeLowering node, RegisterTile tile, int weightStride, bool hasBias, Activation? activation)
    {
        (_node, _tile, _weightStride, _hasBias, _activation) = (node, tile, weightStride, hasBias, activation);
        _b = new LoopBuilder(node.IsWholeBatch);
    }

    public static RegisterTile Tile(PlanningContext context, int steps, int outputs)
    {
        int vectors = (outputs + context.Target.Lanes - 1) / context.Target.Lanes;
        return RegisterTile.Choose(1, context.MicroBatch, vectors, steps, 1, 1, context.Target);
    }

    public static string Describe(RegisterTile tile, string outputs) =>
        FormattableString.Invariant($"product over the images, {tile.Columns} images × {Count.Of(tile.Vectors, "vector")} of {outputs} in registers");

    public static void LowerForward(NodeLowering node, DenseForward algorithm)
    {
        Dense dense = algorithm.Operator.Dense;
        int inputs = node.InputShape(0).Length;
        int stride = RoundUp(dense.Units, node.Lanes);
        ParameterSpec weight = node.Node.Parameters[0];
        int weights = node.ReservePacked(inputs * stride);
        node.Pack(new PackStep($"{weight.Name} [out, in] → [in, out]", node.Parameter(weight), weights, [dense.Units, inputs], [inputs, 1], [1, stride]));
        BatchGemm product = new(node, algorithm.Tile, stride, dense.HasBias, algorithm.Operator.Activation);
        KernelSignature signature = new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("weights", new RegionArgument(Region.Packed, weights, 0));
        if (dense.HasBias)
        {
            signature.Floats("bias", new RegionArgument(Region.Weights, node.Parameter(node.Node.Parameters[1]), 0));
        }

        int tiles = product.Run(inputs, dense.Units);
        signature.Floats("output", node.Output()).OverImages(node, tiles);
        string formula = $"out[n, o] = Σ in[n, i] · weight[o, i]{(dense.HasBias ? " + bias[o]" : "")}, for the images n";
        signature.Call(node, node.Lanes, product._b, LayerComments.Of(node, formula), eachImage: false);
    }

    public static void LowerInputGradient(NodeLowering node, DenseBackward algorithm)
    {
        int units = node.InputShape(0).Length;
        int inputs = node.Node.Shape.Length;
        BatchGemm product = new(node, algorithm.Tile, inputs, hasBias: false, activation: null);
        int tiles = product.Run(units, inputs);
        new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("weights", new RegionArgument(Region.Weights, node.Parameter(algorithm.Operator.Weight), 0))
            .Floats("output", node.Output())
            .OverImages(node, tiles)
            .Call(node, node.Lanes, product._b, LayerComments.Of(node, "dIn[n, i] = Σ dOut[n, o] · weight[o, i], for the images n"), eachImage: false);
    }

    private static int RoundUp(int value, int unit) => (value + unit - 1) / unit * unit;

    /// <returns>Into how many tiles of outputs the work is cut.</returns>
    private int Run(int steps, int outputs)
    {
        int images = _tile.Columns;
        if (images > 1)
        {
            _b.Declare("whole", LocalType.Integer, Whole("count", images));
        }

        int tiles = 0;
        foreach (ChannelTiles run in ChannelTiles.Cut(outputs, _node.Lanes, _tile.Vectors))
        {
            _b.ForTasksFrom("tile", tiles, 0, run.Count, 1, tile =>
            {
                IndexExpression first = (tile * (run.Vectors * _node.Lanes)) + run.FirstChannel;
                if (images > 1)
                {
                    _b.ForRuntime("n", 0, IndexExpression.Of("whole"), images, n => Tile(run, first, n, images, steps, 1));
                }

                int split = Math.Max(1, Math.Min(4, 8 / run.Vectors));
                IndexExpression start = images > 1 ? IndexExpression.Of("whole") : 0;
                _b.ForRuntime("n", start, IndexExpression.Of("count"), 1, n => Tile(run, first, n, 1, steps, split));
            });
            tiles += run.Count;
        }

        return tiles;
    }

    /// <summary>count − count mod unit: the images that fill whole tiles.</summary>
    public static Expression Whole(string count, int unit) => new Binary(
        BinaryOperation.Subtract,
        new IndexValue(IndexExpression.Of(count)),
        new Binary(BinaryOperation.Remainder, new IndexValue(IndexExpression.Of(count)), new IndexValue(unit)));

    private void Tile(ChannelTiles run, IndexExpression first, IndexExpression n, int images, int steps, int split)
    {
        int lanes = _node.Lanes;
        int inputStride = _node.InputImageStride(0);
        string x = _b.Pointer("x", "input", (n * inputStride) + _node.InputLayout(0).Origin);
        string w = _b.Pointer("w", "weights", first);
        for (int part = 0; part < split; part++)
        {
            _b.Unroll("m", images, m => _b.Unroll("v", run.Vectors, v => _b.Declare(SumName(split, part), LocalType.Vector, new Splat(0f), m, v)));
        }

        int whole = steps / split * split;
        _b.For("k", 0, whole, split, k =>
        {
            for (int part = 0; part < split; part++)
            {
                int current = part;
                _b.Scope(() => Step(run, x, w, k + current, images, SumName(split, current)));
            }
        });
        _b.For("k", whole, steps, 1, k => _b.Scope(() => Step(run, x, w, k, images, SumName(split, 0))));
        for (int part = 1; part < split; part++)
        {
            _b.Unroll("m", images, m => _b.Unroll("v", run.Vectors, v =>
            {
                Local sum = new(SumName(split, 0), LocalType.Vector, [m, v]);
                _b.Assign(sum, new Binary(BinaryOperation.Add, sum, new Local(SumName(split, part), LocalType.Vector, [m, v])));
            }));
        }

        for (int m = 0; m < images; m++)
        {
            for (int v = 0; v < run.Vectors; v++)
            {
                Local sum = new(SumName(split, 0), LocalType.Vector, [m, v]);
                if (_hasBias)
                {
                    _b.Assign(sum, new Binary(BinaryOperation.Add, sum, new LoadVector("bias", first + (v * lanes))));
                }

                IndexExpression at = (n * _node.OutputImageStride) + (m * _node.OutputImageStride) + first + (v * lanes) + _node.OutputLayout.Origin;
                _b.Add(new StoreVector("output", at, _activation?.Value(sum) ?? sum, run.Lanes(v, lanes)));
            }
        }
    }

    private static string SumName(int split, int part) => split == 1 || part == 0 ? "acc" : FormattableString.Invariant($"acc{part}_");

    private void Step(ChannelTiles run, string x, string w, IndexExpression k, int images, string sumName)
    {
        int lanes = _node.Lanes;
        _b.Unroll("v", run.Vectors, v => _b.Declare("w", LocalType.Vector, new LoadVector(w, (k * _weightStride) + (v * lanes)), v));
        _b.Unroll("m", images, m =>
        {
            Local value = _b.Declare("x", LocalType.Vector, new Splat(new LoadElement(x, k + (m * _node.InputImageStride(0)))), m);
            _b.Unroll("v", run.Vectors, v =>
            {
                Local sum = new(sumName, LocalType.Vector, [m, v]);
                _b.Assign(sum, new MultiplyAdd(value, new Local("w", LocalType.Vector, [v]), sum));
            });
        });
    }
}
