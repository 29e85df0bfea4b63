using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Normalization;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>
/// The loops of <see cref="ChannelGroupNormLoops"/> and <see cref="ChannelGroupNormGradientLoops"/>. What is known of each channel stands in a buffer of runs:
/// mean, 1/√(σ² + ε) and, backward, mean of g and mean of g · x̂ of the channel's group.
/// </summary>
internal sealed class ChannelGroupNormLowering
{
    private const int Mean = 0, Inverse = 1, MeanGradient = 2, Slope = 3;

    private readonly NodeLowering _node;
    private readonly ChannelGroupNorm _norm;
    private readonly ChannelSumTile _tile;
    private readonly TensorShape _shape;
    private readonly BufferLayout _input;
    private readonly int _run;
    private readonly int _groupChannels;
    private readonly int _numbers;

    public ChannelGroupNormLowering(NodeLowering node, ChannelGroupNorm norm, ChannelSumTile tile)
    {
        (_node, _norm, _tile) = (node, norm, tile);
        _shape = node.Node.Shape;
        _input = node.InputLayout(0);
        _run = ProgramBuilder.RoundUp(_shape.Channels);
        _groupChannels = _shape.Channels / norm.GroupCount(_shape.Channels);
        _numbers = node.DefineBuffer(node.Node.Name + " numbers", 4 * _run, perImage: true);
    }

    private string Over =>
        _groupChannels == 1 ? "of the channel" : _groupChannels == _shape.Channels ? "of the image" : $"of {Numerals.Plain(_groupChannels)} channels";

    public void Forward()
    {
        EquatableArray<ParameterSpec> tensors = _node.Node.Parameters;
        bool affine = tensors.Count > 0;
        Statistics(affine ? tensors[0] : null);

        LoopBuilder b = new(_node.IsParallel);
        TensorShape row = _shape with { Height = 1 };
        ElementRuns runs = ElementRuns.Of(row, _input with { Shape = row }, BufferLayout.EveryPixel(row), _node.OutputLayout with { Shape = row });
        int lanes = _node.Target.LanesFor(runs.RunLength);
        b.ForTasks("oh", 0, _shape.Height, oh => runs.Loop(b, lanes, (at, count) =>
        {
            LoadVector factor = new("numbers", at[1] + (Inverse * _run));
            Binary d = Distance(at[0] + (oh * _input.RowStride), at[1]);
            Expression y = affine ? new MultiplyAdd(d, factor, new LoadVector("bias", at[1])) : new Binary(BinaryOperation.Multiply, d, factor);
            b.Add(new StoreVector("output", at[2] + (oh * _node.OutputLayout.RowStride), y, count));
        }));
        KernelSignature signature = new KernelSignature().Floats("input", _node.Input(0)).Floats("numbers", new BufferArgument(_numbers, 0));
        if (affine)
        {
            signature.Floats("bias", NormTensors.Packed(_node, tensors[1]));
        }

        signature.Floats("output", _node.Output());
        if (_input == _node.OutputLayout)
        {
            signature.MayOverwrite("input");
        }

        string formula = affine ? "out = (in − μ) · factor + bias[c], factor = weight[c]/√(σ² + ε)" : "out = (in − μ) · factor, factor = 1/√(σ² + ε)";
        signature.WithTasks(_node, _shape.Height).Call(_node, lanes, b, LayerComments.Of(_node, $"{formula}, with μ and σ² {Over}"));
    }

    public void Backward(ChannelGroupNormGradient gradient)
    {
        Statistics(weight: null);
        Sums(gradient);

        LoopBuilder b = new();
        bool affine = gradient.Tensors.Count > 0;
        ElementRuns runs = ElementRuns.Of(_shape, _input, BufferLayout.EveryPixel(_shape), _node.InputLayout(1), _node.OutputLayout);
        int lanes = _node.Target.LanesFor(runs.RunLength);
        runs.Loop(b, lanes, (at, count) =>
        {
            LoadVector Number(int which) => new("numbers", at[1] + (which * _run));
            Local x = b.Declare("x", LocalType.Vector, new Binary(BinaryOperation.Multiply, Distance(at[0], at[1]), Number(Inverse)));
            Expression g = new LoadVector("dOutput", at[2]);
            g = affine ? new Binary(BinaryOperation.Multiply, g, new LoadVector("weight", at[1])) : g;
            Expression d =
                new Binary(
                    BinaryOperation.Subtract,
                    new Binary(BinaryOperation.Subtract, g, Number(MeanGradient)),
                    new Binary(BinaryOperation.Multiply, x, Number(Slope)));
            b.Add(new StoreVector("dInput", at[3], new Binary(BinaryOperation.Multiply, d, Number(Inverse)), count));
        });
        KernelSignature signature = new KernelSignature()
            .Floats("input", _node.Input(0))
            .Floats("numbers", new BufferArgument(_numbers, 0))
            .Floats("dOutput", _node.Input(1));
        if (affine)
        {
            signature.Floats("weight", NormTensors.Packed(_node, gradient.Tensors[0]));
        }

        signature.Floats("dInput", _node.Output());
        if (_node.InputLayout(1) == _node.OutputLayout)
        {
            signature.MayOverwrite("dOutput");
        }

        string upstream = affine ? "weight[c] · dOut" : "dOut";
        signature.Call(_node, lanes, b, LayerComments.Of(_node, $"dIn = (g − mean of g − x̂ · mean of g · x̂)/√(σ² + ε), g = {upstream}, with means {Over}"));
    }

    /// <summary>A kernel for mean and 1/√(σ² + ε), times a weight for each channel where one is given.</summary>
    private void Statistics(ParameterSpec? weight)
    {
        LoopBuilder b = new();
        ChannelReduction sums = new(b, _shape, _tile);
        float share = 1f / (_shape.Height * _shape.Width * _groupChannels);
        LoadVector Value(IndexExpression row, IndexExpression column, IndexExpression channel) => new("input", _input.At(row, column, channel));
        sums.EachTile((tiles, channel) =>
        {
            sums.Sum(tiles.Vectors, ["total"], (row, column, v, sum) =>
                b.Assign(sum[0], new Binary(BinaryOperation.Add, sum[0], Value(row, column, channel + (v * _tile.Lanes)))));
            sums.Store(tiles, "numbers", channel, v => new Local("total", LocalType.Vector, [v]));
        });
        GroupMeans(b, Mean, share);
        sums.EachTile((tiles, channel) =>
        {
            b.Unroll("v", tiles.Vectors, v => b.Declare("mean", LocalType.Vector, new LoadVector("numbers", channel + (v * _tile.Lanes)), v));
            sums.Sum(tiles.Vectors, ["squares"], (row, column, v, sum) => b.Scope(() =>
            {
                Local mean = new("mean", LocalType.Vector, [v]);
                Local d = b.Declare("d", LocalType.Vector, new Binary(BinaryOperation.Subtract, Value(row, column, channel + (v * _tile.Lanes)), mean));
                b.Assign(sum[0], new MultiplyAdd(d, d, sum[0]));
            }));
            sums.Store(tiles, "numbers", channel + (Inverse * _run), v => new Local("squares", LocalType.Vector, [v]));
        });
        GroupMeans(b, Inverse, share);
        new PixelReduction(b, _shape.Channels, _tile.Lanes).Each((c, count) =>
        {
            IndexExpression at = c + (Inverse * _run);
            Expression inverse = NormTensors.InverseDeviation(new LoadVector("numbers", at), new Splat(1f), _norm.Epsilon);
            b.Add(new StoreVector("numbers", at, weight is null ? inverse : new Binary(BinaryOperation.Multiply, inverse, new LoadVector("weight", c)), count));
        });

        KernelSignature signature = new KernelSignature().Floats("input", _node.Input(0));
        if (weight is not null)
        {
            signature.Floats("weight", NormTensors.Packed(_node, weight));
        }

        signature.Floats("numbers", new BufferArgument(_numbers, 0)).Call(
            _node, _tile.Lanes, b, LayerComments.Of(_node, $"μ and {(weight is null ? "1" : "weight[c]")}/√(σ² + ε) for each channel, {Over}"), "Statistics");
    }

    /// <summary>A kernel for the gradients of weights and the means of gradients.</summary>
    private void Sums(ChannelGroupNormGradient gradient)
    {
        LoopBuilder b = new();
        ChannelReduction sums = new(b, _shape, _tile);
        bool affine = gradient.Tensors.Count > 0;
        sums.EachTile((tiles, channel) =>
        {
            b.Unroll("v", tiles.Vectors, v => b.Declare("mean", LocalType.Vector, new LoadVector("numbers", channel + (v * _tile.Lanes)), v));
            sums.Sum(tiles.Vectors, ["sum", "product"], (row, column, v, sum) => b.Scope(() =>
            {
                IndexExpression c = channel + (v * _tile.Lanes);
                Local mean = new("mean", LocalType.Vector, [v]);
                Local d = b.Declare("d", LocalType.Vector, new Binary(BinaryOperation.Subtract, new LoadVector("input", _input.At(row, column, c)), mean));
                Local g = b.Declare("g", LocalType.Vector, new LoadVector("dOutput", _node.InputLayout(1).At(row, column, c)));
                b.Assign(sum[0], new Binary(BinaryOperation.Add, sum[0], g));
                b.Assign(sum[1], new MultiplyAdd(g, d, sum[1]));
            }));
            sums.Store(tiles, "numbers", channel + (MeanGradient * _run), v => new Local("sum", LocalType.Vector, [v]));
            sums.Store(tiles, "numbers", channel + (Slope * _run), v => new Local("product", LocalType.Vector, [v]));
        });
        new PixelReduction(b, _shape.Channels, _tile.Lanes).Each((c, count) =>
        {
            Local sum = b.Declare("sum", LocalType.Vector, new LoadVector("numbers", c + (MeanGradient * _run)));
            Local product = b.Declare(
                "product",
                LocalType.Vector,
                new Binary(BinaryOperation.Multiply, new LoadVector("numbers", c + (Slope * _run)), new LoadVector("numbers", c + (Inverse * _run))));
            if (affine)
            {
                b.Add(new StoreVector("dWeight", c, new Binary(BinaryOperation.Add, new LoadVector("dWeight", c), product), count));
                b.Add(new StoreVector("dBias", c, new Binary(BinaryOperation.Add, new LoadVector("dBias", c), sum), count));
                LoadVector weight = new("weight", c);
                b.Add(new StoreVector("numbers", c + (MeanGradient * _run), new Binary(BinaryOperation.Multiply, sum, weight), count));
                b.Add(new StoreVector("numbers", c + (Slope * _run), new Binary(BinaryOperation.Multiply, product, weight), count));
            }
            else
            {
                b.Add(new StoreVector("numbers", c + (Slope * _run), product, count));
            }
        });
        float share = 1f / (_shape.Height * _shape.Width * _groupChannels);
        GroupMeans(b, MeanGradient, share);
        GroupMeans(b, Slope, share);

        KernelSignature signature = new KernelSignature().Floats("input", _node.Input(0)).Floats("dOutput", _node.Input(1));
        if (affine)
        {
            signature
                .Floats("weight", NormTensors.Packed(_node, gradient.Tensors[0]))
                .Floats("dWeight", _node.GradientOf(gradient.Tensors[0]))
                .Floats("dBias", _node.GradientOf(gradient.Tensors[1]));
        }

        string weights = affine ? "dWeight[c] += Σ dOut · x̂, dBias[c] += Σ dOut, and " : "";
        signature
            .Floats("numbers", new BufferArgument(_numbers, 0))
            .Call(_node, _tile.Lanes, b, LayerComments.Of(_node, $"{weights}mean of g and mean of g · x̂ for each channel, {Over}"), "Sums");
    }

    /// <summary>Of a sum for each channel the mean over its group, for each channel.</summary>
    private void GroupMeans(LoopBuilder b, int which, float share)
    {
        if (_groupChannels == 1)
        {
            new PixelReduction(b, _shape.Channels, _tile.Lanes).Each((c, count) => b.Add(new StoreVector(
                "numbers", c + (which * _run), new Binary(BinaryOperation.Multiply, new LoadVector("numbers", c + (which * _run)), new Splat(share)), count)));
            return;
        }

        b.For("g", _shape.Channels / _groupChannels, g => b.Scope(() =>
        {
            IndexExpression first = (g * _groupChannels) + (which * _run);
            Local sum = b.Declare("groupSum", LocalType.Scalar, 0f);
            b.For("i", _groupChannels, i => b.Assign(sum, new Binary(BinaryOperation.Add, sum, new LoadElement("numbers", first + i))));
            Local mean = b.Declare("groupMean", LocalType.Scalar, new Binary(BinaryOperation.Multiply, sum, share));
            b.For("i", _groupChannels, i => b.Add(new StoreElement("numbers", first + i, mean)));
        }));
    }

    private static Binary Distance(IndexExpression at, IndexExpression channel) =>
        new(BinaryOperation.Subtract, new LoadVector("input", at), new LoadVector("numbers", channel));
}
