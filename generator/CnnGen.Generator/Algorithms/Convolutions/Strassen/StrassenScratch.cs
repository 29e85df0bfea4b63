using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Convolutions.Strassen;

/// <summary>
/// Where a block stands between the stages of Strassen's algorithm: [product][pixel][channel], first what weights are multiplied with, then the products.
/// </summary>
/// <param name="Channels">Channels of a factor: half of the input's.</param>
/// <param name="PixelStride">From a pixel of a factor to the next.</param>
/// <param name="FactorStride">From a factor to the next.</param>
/// <param name="Products">Where the products begin.</param>
/// <param name="ProductStride">From a product to the next.</param>
/// <param name="Length">Floats in all.</param>
internal sealed record StrassenScratch(int Channels, int PixelStride, int FactorStride, int Products, int ProductStride, int Length)
{
    // A cache line between products, and between pixels that would be so far apart: sums and products go from one to the next, and such steps would put all of
    // them in few sets of the first cache.
    private const int Gap = 16;
    private const int FarApart = 512;

    public static StrassenScratch Of(StrassenConvolution algorithm, int inputChannels)
    {
        int channels = inputChannels / 2;
        int pixel = channels % FarApart == 0 ? channels + Gap : channels;
        int factor = (algorithm.MostPixels * pixel) + Gap;
        int product = (algorithm.MostPixels * algorithm.ChunkFilters) + Gap;
        int products = ProgramBuilder.RoundUp(StrassenConvolution.Products * factor);
        return new StrassenScratch(channels, pixel, factor, products, product, products + (StrassenConvolution.Products * product));
    }
}
