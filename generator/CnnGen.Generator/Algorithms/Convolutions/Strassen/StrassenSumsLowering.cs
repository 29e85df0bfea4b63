using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Strassen;

/// <summary>What the products of Strassen's algorithm multiply weights with: three quarters of a block of the input themselves and four sums.</summary>
internal static class StrassenSumsLowering
{
    /// <summary>Adds the kernel.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="algorithm">How it is computed.</param>
    /// <param name="scratch">Where the sums go.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <returns>The name to call.</returns>
    public static string Define(NodeLowering node, StrassenConvolution algorithm, StrassenScratch scratch, int rows) => node.Define(
        node.Key("InputTransform", rows),
        () => LayerComments.OfStage(
            node,
            StrassenConvolution.Name,
            AlgorithmStage.InputTransform,
            "sums[product, pixel, ic]: the quarters a11, a12, a22 of a block, s1 = a21 + a22, s2 = s1 − a11, s3 = a11 − a21, s4 = a12 − s2",
            FormattableString.Invariant(
                $"a block of {rows}×{algorithm.BlockColumns} pixels: a pixel and its partner at a time, whose channels are two quarters each; ")
                + "a vector of channels at a time"),
        () => Lower(node, algorithm, scratch, rows));

    private static KernelCode Lower(NodeLowering node, StrassenConvolution algorithm, StrassenScratch scratch, int rows)
    {
        (WindowAxis vertical, WindowAxis horizontal, _, _) = algorithm.Operator.Convolution;
        BufferLayout input = node.InputLayout(0);
        LoopBuilder b = new();
        IndexExpression At(Pixel pixel) => (pixel.Row * (vertical.S * input.RowStride)) + (pixel.Column * (horizontal.S * input.PixelStride));
        PixelPairs.Each(b, rows, algorithm.BlockColumns, (pixel, partner, number) =>
        {
            string upper = b.Pointer("upper", "input", At(pixel));
            string lower = b.Pointer("lower", "input", At(partner));
            string s = b.Pointer("s", "sums", number * scratch.PixelStride);
            b.For("ic", scratch.Channels, ic => b.Scope(() =>
            {
                Local Load(string name, string pointer, IndexExpression at) => b.Declare(name, LocalType.Vector, new LoadVector(pointer, at));
                Local Sum(string name, Local x, Local y) => b.Declare(name, LocalType.Vector, new Binary(BinaryOperation.Add, x, y));
                Local Difference(string name, Local x, Local y) => b.Declare(name, LocalType.Vector, new Binary(BinaryOperation.Subtract, x, y));

                Local a11 = Load("a11_", upper, ic);
                Local a12 = Load("a12_", upper, ic + scratch.Channels);
                Local a21 = Load("a21_", lower, ic);
                Local a22 = Load("a22_", lower, ic + scratch.Channels);
                Local s1 = Sum("s1_", a21, a22);
                Local s2 = Difference("s2_", s1, a11);
                Local s3 = Difference("s3_", a11, a21);
                Local s4 = Difference("s4_", a12, s2);
                Local[] factors = [a11, a12, s1, s2, s3, s4, a22];
                for (int i = 0; i < factors.Length; i++)
                {
                    b.Add(new StoreVector(s, ic + (i * scratch.FactorStride), factors[i], node.Lanes));
                }
            }), node.Lanes);
        });

        return b.Code(node.Lanes, [new KernelParameter("input", ParameterType.FloatPointer), new KernelParameter("sums", ParameterType.FloatPointer)]);
    }
}
