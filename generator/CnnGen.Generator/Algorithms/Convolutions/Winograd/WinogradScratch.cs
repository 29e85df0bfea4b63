using CnnGen.Generator.Machine;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>Where the tiles of a block stand at the points, before and after the products: [point][tile][channel].</summary>
/// <param name="InputLanes">Floats of a vector of input channels: few channels need no wide one.</param>
/// <param name="InputWidth">From a tile to the next before the products: input channels in whole vectors.</param>
/// <param name="InputPoint">From a point to the next.</param>
/// <param name="Products">Where the products begin.</param>
/// <param name="ProductWidth">From a tile to the next after the products: output channels of a chunk in whole vectors.</param>
/// <param name="ProductPoint">From a point to the next among the products.</param>
/// <param name="Between">Where a tile stands that is transformed along one axis only: a vector of channels each.</param>
/// <param name="Length">Floats in all.</param>
internal sealed record WinogradScratch(
    int InputLanes,
    int InputWidth,
    int InputPoint,
    int Products,
    int ProductWidth,
    int ProductPoint,
    int Between,
    int Length)
{
    // A cache line between points: transforms go from point to point, and steps of a power of two would put all of them in one set of the first cache.
    private const int Gap = 16;

    /// <summary>Tiles before the products, as kernels are given them.</summary>
    public PointMemory Inputs(WinogradGrid grid) => new(grid, "v", "points", InputPoint, InputWidth);

    /// <summary>Tiles after the products, as kernels are given them.</summary>
    public PointMemory Outputs(WinogradGrid grid) => new(grid, "m", "products", ProductPoint, ProductWidth);

    public static WinogradScratch Of(WinogradConvolution algorithm, int inputChannels, int chunkWidth, Target target)
    {
        int points = algorithm.Grid.Points;
        int inputLanes = target.LanesFor(inputChannels);
        int inputWidth = (inputChannels + inputLanes - 1) / inputLanes * inputLanes;
        int inputPoint = (algorithm.Grid.InputsOfBlock * inputWidth) + Gap;
        int productPoint = (algorithm.Grid.ProductsOfBlock * chunkWidth) + Gap;
        int products = ProgramBuilder.RoundUp(points * inputPoint);
        int between = ProgramBuilder.RoundUp(products + (points * productPoint));
        int betweenLength = algorithm.Grid.IsTwoDimensional ? points * target.Lanes : 0;
        return new WinogradScratch(inputLanes, inputWidth, inputPoint, products, chunkWidth, productPoint, between, between + betweenLength);
    }
}
