using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Normalization;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>The loops of <see cref="ImageStatistics"/> and <see cref="BatchNormGradientSums"/>: what one image contributes to sums over the batch.</summary>
internal static class BatchNormSumsLowering
{
    public static void LowerStatistics(NodeLowering node, ChannelSumTile tile)
    {
        LoopBuilder b = new();
        TensorShape shape = node.InputShape(0);
        BufferLayout input = node.InputLayout(0);
        ChannelReduction sums = new(b, shape, tile);
        sums.EachTile((tiles, channel) =>
        {
            LoadVector Value(IndexExpression row, IndexExpression column, IndexExpression v) => new("input", input.At(row, column, channel + (v * tile.Lanes)));
            Local Mean(IndexExpression v) => new("mean", LocalType.Vector, [v]);
            sums.Sum(tiles.Vectors, ["total"], (row, column, v, sum) => b.Assign(sum[0], new Binary(BinaryOperation.Add, sum[0], Value(row, column, v))));
            b.Unroll("v", tiles.Vectors, v => b.Add(new Declare(
                Mean(v), new Binary(BinaryOperation.Multiply, new Local("total", LocalType.Vector, [v]), new Splat(1f / (shape.Height * shape.Width))))));
            sums.Sum(tiles.Vectors, ["squares"], (row, column, v, sum) => b.Scope(() =>
            {
                Local d = b.Declare("d", LocalType.Vector, new Binary(BinaryOperation.Subtract, Value(row, column, v), Mean(v)));
                b.Assign(sum[0], new MultiplyAdd(d, d, sum[0]));
            }));
            sums.Store(tiles, "contribution", channel, v => Mean(v));
            sums.Store(tiles, "contribution", channel + ChannelRuns.Length(shape.Channels), v => new Local("squares", LocalType.Vector, [v]));
        });

        BatchStatistics statistics = (BatchStatistics)node.Node.Operator;
        PlacedNorm norm = node.Place(statistics.Layer, statistics.Norm.Epsilon, statistics.Tensors);
        node.Reduce((contributions, values) => new NormStatisticsStep(norm, shape.Height * shape.Width, statistics.Norm.Momentum, contributions, values));
        new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("contribution", node.Contribution())
            .Call(node, tile.Lanes, b, LayerComments.Of(node, "mean[c] = Σ in[h, w, c] / pixels and Σ (in[h, w, c] − mean[c])² of one image"));
    }

    public static void LowerGradients(NodeLowering node, BatchNormWeightGradient gradient, ChannelSumTile tile)
    {
        LoopBuilder b = new();
        TensorShape shape = node.InputShape(0);
        ChannelReduction sums = new(b, shape, tile);
        sums.EachTile((tiles, channel) =>
        {
            b.Unroll("v", tiles.Vectors, v => b.Declare("m", LocalType.Vector, new LoadVector("mean", channel + (v * tile.Lanes)), v));
            sums.Sum(tiles.Vectors, ["sum", "product"], (row, column, v, sum) => b.Scope(() =>
            {
                LoadVector Value(string name, int read) => new(name, node.InputLayout(read).At(row, column, channel + (v * tile.Lanes)));
                Local d = b.Declare("d", LocalType.Vector, new Binary(BinaryOperation.Subtract, Value("input", 0), new Local("m", LocalType.Vector, [v])));
                Local g = b.Declare("g", LocalType.Vector, Value("dOutput", 2));
                if (gradient.Activation is { } activation)
                {
                    Local y = b.Declare("y", LocalType.Vector, Value("output", 3));
                    b.Assign(g, activation.Gradient(y, g));
                }

                b.Assign(sum[0], new Binary(BinaryOperation.Add, sum[0], g));
                b.Assign(sum[1], new MultiplyAdd(g, d, sum[1]));
            }));
            sums.Store(tiles, "contribution", channel, v => new Local("sum", LocalType.Vector, [v]));
            sums.Store(tiles, "contribution", channel + ChannelRuns.Length(shape.Channels), v => new Local("product", LocalType.Vector, [v]));
        });

        BatchStatistics statistics = (BatchStatistics)node.InputNode(1).Operator;
        node.Reduce((contributions, values) => new NormGradientsStep(
            node.Place(statistics.Layer, statistics.Norm.Epsilon, gradient.Tensors), shape.Height * shape.Width, node.ValueOffset(1), contributions, values));
        KernelSignature signature = new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("mean", node.WholeBatch(1, 0))
            .Floats("dOutput", node.Input(2));
        if (gradient.Activation is not null)
        {
            signature.Floats("output", node.Input(3));
        }

        signature
            .Floats("contribution", node.Contribution())
            .Call(
                node,
                tile.Lanes,
                b,
                LayerComments.Of(node, "Σ g and Σ g · (in − μ[c]) of one image, g = " + BatchNormLoopsLowering.Upstream(gradient.Activation)));
    }
}
