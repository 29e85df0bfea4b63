using CnnGen.Generator.Algorithms.Convolutions.Direct;
using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Gemm;

/// <summary>A dense layer for the images of a batch: panel by panel of the weights, tiles of images share what memory brings.</summary>
internal static class BatchDenseLowering
{
    /// <summary>The call.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="algorithm">How one image is computed: it says how weights are packed.</param>
    /// <param name="ofOneImage">The call for one image, with weights and bias.</param>
    /// <param name="input">The inputs of all images.</param>
    /// <param name="output">The outputs of all images.</param>
    public static KernelCall Lower(NodeLowering node, DirectConvolution algorithm, KernelCall ofOneImage, BatchArgument input, BatchArgument output)
    {
        int lanes = algorithm.Lanes;
        int steps = node.InputShape(0).Length;
        int filters = algorithm.Operator.Convolution.Filters;
        List<ChannelTiles> runs = ChannelTiles.Cut(filters, lanes, algorithm.Tile.Vectors);
        LoopBuilder b = new(isParallel: true);
        int before = 0;
        int weightsAt = 0;
        foreach (ChannelTiles run in runs)
        {
            int width = run.Vectors * lanes;
            int panel = algorithm.TileLength(steps, run.Vectors);
            int firstTask = before;
            int at = weightsAt;
            int images = Images(run.Vectors, node.Target);
            b.ForTasks("tile", firstTask, firstTask + run.Count, task => b.ForRuntime("n", 0, IndexExpression.Of("images"), images, n => b.Scope(() =>
            {
                IndexExpression tile = task - firstTask;
                string x = b.Pointer("x", "input", n * input.ImageStride);
                string w = b.Pointer("w", "weights", (tile * panel) + at);
                string y = b.Pointer("y", "output", (n * output.ImageStride) + (tile * width) + run.FirstChannel);
                new GemmMicrokernel(x, input.ImageStride, w, steps, y, output.ImageStride, images, run.Vectors, 1, lanes)
                {
                    Finish = (total, v) => Epilogue.Of(algorithm.Operator)
                        .ApplyInPlace(b, total, bias => new LoadVector(bias, (tile * width) + run.FirstChannel + (v * lanes))),
                    Bf16Weights = algorithm.Bf16Weights,
                    LastLanes = run.Lanes(run.Vectors - 1, lanes),
                }.Write(b);
            })));
            before += run.Count;
            weightsAt += run.Count * panel;
        }

        List<(KernelParameter Parameter, CallArgument Argument)> signature = [(new("input", ParameterType.FloatPointer), input)];
        for (int i = 0; i < ofOneImage.Arguments.Count; i++)
        {
            if (ofOneImage.Arguments[i] is RegionArgument { Region: Region.Packed } packed)
            {
                signature.Add((ofOneImage.Kernel.Code.Parameters[i], packed));
            }
        }

        signature.Add((new("output", ParameterType.FloatPointer), output));
        signature.Add((new("images", ParameterType.Integer), new RuntimeArgument(RuntimeValue.Count)));
        signature.Add((new(Kernel.FirstTask, ParameterType.Integer), new TaskBoundArgument(IsEnd: false)));
        signature.Add((new(Kernel.EndTask, ParameterType.Integer), new TaskBoundArgument(IsEnd: true)));
        Kernel kernel = node.Kernel(new Kernel(
            KernelNames.Of(node.Node.Name, "OfBatch"),
            [
                $"{node.Node.Name} for all images of a batch: {node.Node.Operator.Describe()}: {node.InputShape(0)} → {node.Node.Shape}.",
                FormattableString.Invariant(
                    $"Each panel of weights comes from memory once; tiles of {Images(runs[0].Vectors, node.Target)} images share it. ")
                    + "Behind the last image there is room for a whole tile.",
            ],
            new KernelCode(lanes, signature.Select(entry => entry.Parameter).ToEquatableArray(), b.Statements)));
        return new KernelCall(kernel, signature.Select(entry => entry.Argument).ToEquatableArray(), EachImage: false, []) { Tasks = before };
    }

    /// <summary>Images of a tile: what the registers hold beside the weights and an input, so that whole tiles fit the batch.</summary>
    private static int Images(int vectors, Target target)
    {
        int images = (target.Registers - 1 - vectors) / vectors;
        while (BatchTail.Images % images != 0)
        {
            images--;
        }

        return images;
    }
}
