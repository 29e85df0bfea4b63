using CnnGen.Generator.Algorithms.Convolutions.Gradients;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Depthwise;

/// <summary>The loops of <see cref="DepthwiseWeightGradient"/>: channel tiles, rows of the window; inside, the pixels.</summary>
internal static class DepthwiseWeightGradientLowering
{
    public static void Lower(NodeLowering node, DepthwiseWeightGradient algorithm)
    {
        LoopBuilder b = new();
        Convolution convolution = algorithm.Operator.Convolution;
        DepthwiseChannels channels = new(convolution, algorithm.Tile.Vectors, algorithm.Tile.Lanes);
        BufferLayout input = node.InputLayout(0);
        BufferLayout output = node.InputLayout(1);
        channels.Loop(b, (tiles, tile) =>
        {
            foreach ((int start, int end, int rows) in Segments.Cut(convolution.Vertical.F, algorithm.Rows))
            {
                b.For("kh", start, end, rows, kh => b.Scope(() =>
                {
                    string w = b.Pointer("w", "dWeight", channels.Weight(tiles, tile, kh, 0, 0));
                    IndexExpression corner =
                        input.At((kh * convolution.Vertical.D) - convolution.Vertical.Before, -convolution.Horizontal.Before, channels.Input(tiles, tile));
                    string x = b.Pointer("x", "input", corner);
                    string g = b.Pointer("g", "dOutput", output.At(0, 0, channels.Output(tiles, tile)));
                    Rows(b, convolution, channels, tiles.Vectors, algorithm.Tile.Lanes, rows, w, x, g, input, output);
                }));
            }
        });

        ParameterSpec weight = algorithm.Operator.Tensors[0];
        int sums = node.DefineSums(node.Node.Name, channels.WeightsLength);
        node.UnpackGradient(sums, channels.Step(node, weight, $"{weight.Name}: [kh, kw, oc] → [oc, 1, kh, kw]", 0));
        KernelSignature signature = new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("dOutput", node.Input(1))
            .Floats("dWeight", new BufferArgument(sums, 0));
        if (convolution.HasBias)
        {
            PixelSums.Lower(b, algorithm.Tile.Lanes, output);
            signature.Floats("dBias", node.GradientOf(algorithm.Operator.Tensors[1]));
        }

        string formula = $"dWeight[oc, 0, kh, kw] += Σ dOut[oh, ow, oc] · in{LayerComments.Window(convolution, input.Shape.Channels)}";
        signature.Call(node, algorithm.Tile.Lanes, b, LayerComments.Of(node, formula));
    }

    private static void Rows(
        LoopBuilder b,
        Convolution convolution,
        DepthwiseChannels channels,
        int vectors,
        int lanes,
        int rows,
        string w,
        string x,
        string g,
        BufferLayout input,
        BufferLayout output)
    {
        (WindowAxis vertical, WindowAxis horizontal, _, _) = convolution;
        for (int r = 0; r < rows; r++)
        {
            for (int kw = 0; kw < horizontal.F; kw++)
            {
                for (int v = 0; v < vectors; v++)
                {
                    b.Declare("sum", LocalType.Vector, new LoadVector(w, (((r * horizontal.F) + kw) * channels.Width) + (v * lanes)), r, kw, v);
                }
            }
        }

        b.For("oh", output.Shape.Height, oh => b.For("ow", output.Shape.Width, ow => b.Scope(() =>
        {
            b.Unroll(
                "v",
                vectors,
                v => b.Declare("g", LocalType.Vector, new LoadVector(g, (oh * output.RowStride) + (ow * output.PixelStride) + (v * lanes)), v));
            string window = b.Pointer("window", x, (oh * (vertical.S * input.RowStride)) + (ow * (horizontal.S * input.PixelStride)));
            for (int r = 0; r < rows; r++)
            {
                for (int kw = 0; kw < horizontal.F; kw++)
                {
                    for (int v = 0; v < vectors; v++)
                    {
                        Expression pixel = channels.Load(window, (r * vertical.D * input.RowStride) + (kw * horizontal.D * input.PixelStride), v);
                        Local sum = new("sum", LocalType.Vector, [r, kw, v]);
                        b.Assign(sum, new MultiplyAdd(pixel, new Local("g", LocalType.Vector, [v]), sum));
                    }
                }
            }
        })));
        for (int r = 0; r < rows; r++)
        {
            for (int kw = 0; kw < horizontal.F; kw++)
            {
                for (int v = 0; v < vectors; v++)
                {
                    b.Add(new StoreVector(
                        w,
                        (((r * horizontal.F) + kw) * channels.Width) + (v * lanes),
                        new Local("sum", LocalType.Vector, [r, kw, v]),
                        lanes));
                }
            }
        }
    }
}
