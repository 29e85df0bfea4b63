using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Lowering;

/// <summary>Where a block stands between the stages of Strassen's algorithm: [product][pixel][channel], first what weights are multiplied with, then the products.</summary>
/// <param name="Channels">Channels of a factor: half of the input's.</param>
/// <param name="FactorStride">From a factor to the next.</param>
/// <param name="Products">Where the products begin.</param>
/// <param name="ProductStride">From a product to the next.</param>
/// <param name="Length">Floats in all.</param>
internal sealed record StrassenScratch(int Channels, int FactorStride, int Products, int ProductStride, int Length)
{
    // A cache line between products: sums go from one to the next, and steps of a power of two would put all of them in one set of the first cache.
    private const int Gap = 16;

    public static StrassenScratch Of(StrassenConvolution algorithm, int inputChannels)
    {
        int factor = (algorithm.MostPixels * inputChannels / 2) + Gap;
        int product = (algorithm.MostPixels * algorithm.ChunkFilters) + Gap;
        int products = ProgramBuilder.RoundUp(StrassenConvolution.Products * factor);
        return new StrassenScratch(inputChannels / 2, factor, products, product, products + (StrassenConvolution.Products * product));
    }
}
