using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Lowering;

/// <summary>The three kernels of <see cref="StrassenConvolution"/>: sums of quarters of the input, products, and sums of products. Threads divide each.</summary>
internal sealed class StrassenLowering
{
    // A cache line between products: sums go from one to the next, and steps of a power of two would put all of them in one set of the first cache.
    private const int Gap = 16;

    private readonly NodeLowering _node;
    private readonly StrassenConvolution _algorithm;
    private readonly FusedConvolution _operator;
    private readonly BufferLayout _input;
    private readonly BufferLayout _output;
    private readonly List<PixelPairs> _pairs;
    private readonly int _pixels;
    private readonly int _channels;
    private readonly int _filters;

    private StrassenLowering(NodeLowering node, StrassenConvolution algorithm)
    {
        (_node, _algorithm, _operator, _input, _output) = (node, algorithm, algorithm.Operator, node.InputLayout(0), node.OutputLayout);
        _pairs = PixelPairs.Of(algorithm.Rows, _output.Shape.Width);
        _pixels = algorithm.Pixels;
        (_channels, _filters) = (_input.Shape.Channels / 2, _output.Shape.Channels / 2);
    }

    private int SumsStride => (_pixels * _channels) + Gap;

    private int ProductStride => (_pixels * _filters) + Gap;

    public static void Lower(NodeLowering node, StrassenConvolution algorithm) => new StrassenLowering(node, algorithm).Run();

    private void Run()
    {
        StrassenWeights weights = StrassenWeights.Pack(_node, _algorithm);
        CallArgument sums = Buffer("sums", SumsStride);
        CallArgument products = Buffer("products", ProductStride);
        for (int row = 0; row < _output.Shape.Height; row += _algorithm.Rows)
        {
            Block(weights, sums, products, row);
        }
    }

    private void Block(StrassenWeights weights, CallArgument sums, CallArgument products, int row)
    {
        int rows = _pairs.Sum(pairs => pairs.Rows);
        new KernelSignature()
            .Floats("input", At(_node.Input(0), row * _operator.Convolution.Vertical.S * _input.RowStride))
            .Floats("sums", sums)
            .DividedInto(_node, rows)
            .Call(_node, _node.Lanes, Sums, () => LayerComments.Of(_node, LayerComments.Formula(_operator, _input.Shape.Channels)), "Sums");
        new KernelSignature()
            .Floats("sums", sums)
            .Floats("weights", new RegionArgument(Region.Packed, weights.Weights, 0))
            .Floats("products", products)
            .DividedInto(_node, weights.Runs.Sum(run => run.Tiles.Count))
            .Call(_node, _node.Lanes, () => Multiply(weights), () => ["products[product, pixel, oc] = Σ sums[product, pixel, ic] · weights[product, ic, oc]."], "Products");
        KernelSignature outputs = new KernelSignature().Floats("products", products);
        if (_operator.Convolution.HasBias)
        {
            outputs.Floats("bias", new RegionArgument(Region.Packed, weights.Bias, 0));
        }

        if (_operator.AddsResidual)
        {
            outputs.Floats("residual", At(_node.Input(1), row * _node.InputLayout(1).RowStride));
        }

        outputs.Floats("output", At(_node.Output(), row * _output.RowStride));
        if (_operator.AddsResidual && _node.InputLayout(1) == _output)
        {
            outputs.MayOverwrite("residual");
        }

        outputs.DividedInto(_node, rows).Call(_node, _node.Lanes, Outputs, () => ["Each quarter of the outputs is a sum of products."], "Outputs");
    }

    private static CallArgument At(CallArgument start, int offset) => start switch
    {
        BufferArgument buffer => buffer with { Offset = buffer.Offset + offset },
        RegionArgument region => region with { Offset = region.Offset + offset },
        _ => throw new InvalidOperationException(),
    };

    private BufferArgument Buffer(string name, int stride) =>
        new(_node.DefineBuffer($"{_node.Node.Name} {name}", StrassenConvolution.Products * stride, perImage: true), 0);

    /// <summary>What the products multiply weights with: three quarters of the input themselves and four sums.</summary>
    private LoopBuilder Sums()
    {
        (Geometry.WindowAxis vertical, Geometry.WindowAxis horizontal, _, _) = _operator.Convolution;
        IndexExpression At(Pixel pixel) => _input.At((pixel.Row * vertical.S) - vertical.Before, (pixel.Column * horizontal.S) - horizontal.Before, 0);
        return EachPair((b, pixel, partner, number) =>
        {
            string upper = b.Pointer("upper", "input", At(pixel));
            string lower = b.Pointer("lower", "input", At(partner));
            string s = b.Pointer("s", "sums", number * _channels);
            b.For("ic", _channels, ic => b.Scope(() =>
            {
                Local a11 = Load(b, "a11_", upper, ic);
                Local a12 = Load(b, "a12_", upper, ic + _channels);
                Local a21 = Load(b, "a21_", lower, ic);
                Local a22 = Load(b, "a22_", lower, ic + _channels);
                Local s1 = Sum(b, "s1_", a21, a22);
                Local s2 = Difference(b, "s2_", s1, a11);
                Local s3 = Difference(b, "s3_", a11, a21);
                Local s4 = Difference(b, "s4_", a12, s2);
                Local[] factors = [a11, a12, s1, s2, s3, s4, a22];
                for (int i = 0; i < factors.Length; i++)
                {
                    b.Add(new StoreVector(s, ic + (i * SumsStride), factors[i], _node.Lanes));
                }
            }), _node.Lanes);
        });
    }

    private LoopBuilder Multiply(StrassenWeights weights)
    {
        LoopBuilder b = new(_node.IsDivided);
        RegisterTile registers = _algorithm.Tile;
        int passes = (_pixels + registers.Columns - 1) / registers.Columns;
        double bytes = (double)StrassenConvolution.Products * weights.ProductLength * sizeof(float);
        b.For("product", StrassenConvolution.Products, product =>
        {
            int before = 0;
            foreach ((ChannelTiles tiles, int offset) in weights.Runs)
            {
                int first = before;
                int width = tiles.Channels;
                b.ForPart("tile", first, first + tiles.Count, tile =>
                {
                    foreach ((int start, int end, int pixels) in Segments.Cut(_pixels, registers.Columns))
                    {
                        b.For("pixel", start, end, pixels, pixel => b.Scope(() =>
                        {
                            string x = b.Pointer("x", "sums", (product * SumsStride) + (pixel * _channels));
                            string w = b.Pointer("w", "weights", (product * weights.ProductLength) + ((tile - first) * (_channels * width)) + offset);
                            string y = b.Pointer("y", "products", (product * ProductStride) + (pixel * _filters) + ((tile - first) * width) + tiles.FirstChannel);
                            new TileProduct(x, _channels, w, _channels, y, _filters, pixels, tiles.Vectors, registers.Split, _node.Lanes)
                            {
                                Ahead = WeightsAhead.Of(bytes, _channels, width, passes, (pixel, registers.Columns, 1)),
                            }.Write(b);
                        }));
                    }
                });
                before += tiles.Count;
            }
        });
        return b;
    }

    private LoopBuilder Outputs() => EachPair((b, pixel, partner, number) =>
    {
        string p = b.Pointer("p", "products", number * _filters);
        b.For("oc", _filters, oc => b.Scope(() =>
        {
            Local[] m = b.Series("m", StrassenConvolution.Products, i => new LoadVector(p, oc + (i * ProductStride)));
            Local u2 = Sum(b, "u2_", m[0], m[3]);
            Local u3 = Sum(b, "u3_", u2, m[4]);
            Local u4 = Sum(b, "u4_", u2, m[2]);
            (Expression Value, Pixel Pixel, IndexExpression Channel)[] quarters =
            [
                (new Binary(BinaryOperation.Add, m[0], m[1]), pixel, oc),
                (new Binary(BinaryOperation.Add, u4, m[5]), pixel, oc + _filters),
                (new Binary(BinaryOperation.Subtract, u3, m[6]), partner, oc),
                (new Binary(BinaryOperation.Add, u3, m[2]), partner, oc + _filters),
            ];

            // All are computed before any is stored: the output may take the place of the residual, and an odd pixel is its own partner.
            Local[] sums = [.. quarters.Select((quarter, i) => b.Declare("out", LocalType.Vector, Finished(quarter.Value, quarter.Pixel, quarter.Channel), i))];
            for (int i = 0; i < sums.Length; i++)
            {
                IndexExpression at = _output.At(quarters[i].Pixel.Row, quarters[i].Pixel.Column, quarters[i].Channel);
                b.Add(new StoreVector("output", at, _operator.Activation?.Value(sums[i]) ?? sums[i], _node.Lanes));
            }
        }), _node.Lanes);
    });

    private Expression Finished(Expression value, Pixel pixel, IndexExpression channel)
    {
        value = _operator.Convolution.HasBias ? new Binary(BinaryOperation.Add, value, new LoadVector("bias", channel)) : value;
        return _operator.AddsResidual
            ? new Binary(BinaryOperation.Add, value, new LoadVector("residual", _node.InputLayout(1).At(pixel.Row, pixel.Column, channel)))
            : value;
    }

    /// <summary>A body for each pixel of the first half: the pixel, its partner in the second half, and its number.</summary>
    private LoopBuilder EachPair(Action<LoopBuilder, Pixel, Pixel, IndexExpression> body)
    {
        LoopBuilder b = new(_node.IsDivided);
        int before = 0;
        foreach (PixelPairs pairs in _pairs)
        {
            int first = before;
            b.ForPart("row", first, first + pairs.Rows, unit => b.For("column", pairs.Columns, column => b.Scope(() =>
            {
                IndexExpression row = unit - first;
                Pixel pixel = new(row + pairs.Row, column + pairs.Column);
                body(b, pixel, new Pixel(row + pairs.PartnerRow, column + pairs.PartnerColumn), (pixel.Row * _output.Shape.Width) + pixel.Column);
            })));
            before += pairs.Rows;
        }

        return b;
    }

    private static Local Load(LoopBuilder b, string name, string pointer, IndexExpression at) => b.Declare(name, LocalType.Vector, new LoadVector(pointer, at));

    private static Local Sum(LoopBuilder b, string name, Local x, Local y) => b.Declare(name, LocalType.Vector, new Binary(BinaryOperation.Add, x, y));

    private static Local Difference(LoopBuilder b, string name, Local x, Local y) => b.Declare(name, LocalType.Vector, new Binary(BinaryOperation.Subtract, x, y));

    private readonly record struct Pixel(IndexExpression Row, IndexExpression Column);
}
