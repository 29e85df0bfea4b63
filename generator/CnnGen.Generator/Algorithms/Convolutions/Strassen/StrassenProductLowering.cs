using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Algorithms.Convolutions.Strassen;

/// <summary>The seven products of Strassen's algorithm: half the pixels of a block × half the input channels × filters of a chunk.</summary>
internal static class StrassenProductLowering
{
    /// <summary>Adds the kernel.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="algorithm">How it is computed.</param>
    /// <param name="weights">The weights of a chunk.</param>
    /// <param name="scratch">Where sums and products are.</param>
    /// <param name="pixels">Pixels of half the block.</param>
    /// <returns>The name to call.</returns>
    public static string Define(NodeLowering node, StrassenConvolution algorithm, StrassenWeights weights, StrassenScratch scratch, int pixels) => node.Define(
        node.Key("Products", pixels),
        () => LayerComments.OfStage(
            node,
            StrassenConvolution.Name,
            AlgorithmStage.Products,
            "products[product, pixel, oc] = Σ sums[product, pixel, ic] · weights[product, ic, oc]",
            FormattableString.Invariant($"{pixels} pixels and their partners; ")
                + FormattableString.Invariant($"{algorithm.Tile.Columns} pixels × {Count.Of(algorithm.Tile.Vectors, "vector")} of channels in registers")),
        () => Lower(node, algorithm, weights, scratch, pixels));

    private static KernelCode Lower(NodeLowering node, StrassenConvolution algorithm, StrassenWeights weights, StrassenScratch scratch, int pixels)
    {
        LoopBuilder b = new();
        RegisterTile registers = algorithm.Tile;
        (int channels, int filters) = (scratch.Channels, algorithm.ChunkFilters);
        int passes = (pixels + registers.Columns - 1) / registers.Columns;
        b.For("product", StrassenConvolution.Products, product =>
        {
            foreach ((ChannelTiles tiles, int offset) in weights.Runs)
            {
                int width = tiles.Channels;
                b.For("tile", tiles.Count, tile =>
                {
                    foreach ((int start, int end, int count) in Segments.Cut(pixels, registers.Columns))
                    {
                        b.For("pixel", start, end, count, pixel => b.Scope(() =>
                        {
                            string x = b.Pointer("x", "sums", (product * scratch.FactorStride) + (pixel * scratch.PixelStride));
                            string w = b.Pointer("w", "weights", (product * weights.ProductLength) + (tile * (channels * width)) + offset);
                            string y = b.Pointer("y", "products", (product * scratch.ProductStride) + (pixel * filters) + (tile * width) + tiles.FirstChannel);
                            new GemmMicrokernel(x, scratch.PixelStride, w, channels, y, filters, count, tiles.Vectors, registers.Split, node.Lanes)
                            {
                                Ahead = WeightPrefetch.Lines(algorithm.PrefetchesWeights, channels, width, passes, (pixel, registers.Columns, 1)),
                            }.Write(b);
                        }));
                    }
                });
            }
        });

        b.NameStride("SumsOfProduct", "sums", "product", scratch.FactorStride);
        b.NameStride("WeightsOfProduct", "weights", "product", weights.ProductLength);
        b.NameStride("Product", "products", "product", scratch.ProductStride);
        return b.Code(
            node.Lanes,
            [
                new KernelParameter("sums", ParameterType.FloatPointer),
                new KernelParameter("weights", ParameterType.FloatPointer),
                new KernelParameter("products", ParameterType.FloatPointer),
            ]);
    }
}
