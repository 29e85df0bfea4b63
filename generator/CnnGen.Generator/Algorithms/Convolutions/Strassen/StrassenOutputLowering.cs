using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Strassen;

/// <summary>The outputs of a block from the seven products of Strassen's algorithm: sums of them, with bias, residual and activation.</summary>
internal sealed class StrassenOutputLowering
{
    private readonly LoopBuilder _b = new();
    private readonly NodeLowering _node;
    private readonly StrassenConvolution _algorithm;
    private readonly StrassenScratch _scratch;

    private StrassenOutputLowering(NodeLowering node, StrassenConvolution algorithm, StrassenScratch scratch) =>
        (_node, _algorithm, _scratch) = (node, algorithm, scratch);

    /// <summary>Adds the kernel.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="algorithm">How it is computed.</param>
    /// <param name="scratch">Where the products are.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <returns>The name to call.</returns>
    public static string Define(NodeLowering node, StrassenConvolution algorithm, StrassenScratch scratch, int rows) => node.Define(
        node.Key("OutputTransform", rows),
        () => LayerComments.OfStage(
            node,
            StrassenConvolution.Name,
            AlgorithmStage.OutputTransform,
            Formula(algorithm.Operator),
            "a pixel and its partner at a time; a vector of channels at a time"),
        () => new StrassenOutputLowering(node, algorithm, scratch).Run(rows));

    private static string Formula(FusedConvolution fused) =>
        "out[pixel, oc]: u2 = m0 + m3, u3 = u2 + m4, u4 = u2 + m2; quarters m0 + m1, u4 + m5, u3 − m6, u3 + m2 of the products m"
        + (Epilogue.Of(fused) is { IsEmpty: false } epilogue ? ";" + epilogue.Formula : "");

    private KernelCode Run(int rows)
    {
        PixelPairs.Each(_b, rows, _algorithm.BlockColumns, (pixel, partner, number) =>
        {
            string p = _b.Pointer("p", "products", number * _algorithm.ChunkFilters);
            _b.For("oc", _algorithm.ChunkFilters, oc => _b.Scope(() => Quarters(p, pixel, partner, oc)), _node.Lanes);
        });

        return _b.Code(
            _node.Lanes,
            [new("products", ParameterType.FloatPointer), .. Epilogue.Of(_algorithm.Operator).Parameters, new("output", ParameterType.FloatPointer)]);
    }

    private void Quarters(string p, Pixel pixel, Pixel partner, IndexExpression oc)
    {
        int half = _node.OutputLayout.Shape.Channels / 2;
        Local[] m = _b.Series("m", StrassenConvolution.Products, i => new LoadVector(p, oc + (i * _scratch.ProductStride)));
        Local u2 = Sum("u2_", m[0], m[3]);
        Local u3 = Sum("u3_", u2, m[4]);
        Local u4 = Sum("u4_", u2, m[2]);
        (Expression Value, Pixel Pixel, IndexExpression Channel)[] quarters =
        [
            (new Binary(BinaryOperation.Add, m[0], m[1]), pixel, oc),
            (new Binary(BinaryOperation.Add, u4, m[5]), pixel, oc + half),
            (new Binary(BinaryOperation.Subtract, u3, m[6]), partner, oc),
            (new Binary(BinaryOperation.Add, u3, m[2]), partner, oc + half),
        ];

        // All are computed before any is stored: the output may take the place of the residual, and an odd pixel is its own partner.
        Epilogue epilogue = Epilogue.Of(_algorithm.Operator);
        Local[] outputs = [.. quarters.Select((quarter, i) => _b.Declare("out", LocalType.Vector, epilogue.Apply(quarter.Value, Load(i), Name(i)), i))];
        for (int i = 0; i < outputs.Length; i++)
        {
            _b.Add(new StoreVector("output", Offset(_node.OutputLayout, quarters[i].Pixel) + quarters[i].Channel, outputs[i], _node.Lanes));
        }

        Func<string, Expression> Load(int i) => pointer => new LoadVector(
            pointer,
            pointer == AddedTensor.Bias.Pointer ? quarters[i].Channel : Offset(_node.InputLayout(1), quarters[i].Pixel) + quarters[i].Channel);

        Func<Expression, Expression> Name(int i) => sum => _b.Declare("sum", LocalType.Vector, sum, i);
    }

    /// <summary>The place of a pixel, relative to the first one of the block.</summary>
    private static IndexExpression Offset(BufferLayout layout, Pixel pixel) => (pixel.Row * layout.RowStride) + (pixel.Column * layout.PixelStride);

    private Local Sum(string name, Local x, Local y) => _b.Declare(name, LocalType.Vector, new Binary(BinaryOperation.Add, x, y));
}
