using CnnGen.Generator.Algorithms.Convolutions.Winograd;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Passes;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Tests.Graph;
using Xunit;

namespace CnnGen.Generator.Tests.Algorithms;

/// <summary>How exact the transforms of Winograd's algorithm are, and that no layer uses one that is much worse than direct convolution.</summary>
public class WinogradRoundingTests
{
    // The growth of errors along one axis, from matrices that were solved for by least squares outside of this program.
    [Theory]
    [InlineData(2, 3, 1.29)]
    [InlineData(3, 3, 1.97)]
    [InlineData(4, 3, 2.27)]
    [InlineData(5, 3, 3.94)]
    [InlineData(6, 3, 4.54)]
    [InlineData(7, 3, 10.93)]
    [InlineData(8, 3, 11.59)]
    [InlineData(2, 2, 1.22)]
    [InlineData(6, 4, 10.35)]
    [InlineData(4, 7, 10.88)]
    public void GrowthOfErrors_IsThatOfTheMatrices(int outputs, int taps, double growth) =>
        Assert.Equal(growth / Math.Sqrt(taps), WinogradRounding.Of(new WinogradAxis(outputs, taps)), 0.01);

    [Fact]
    public void AnAxisWithoutTransform_RoundsAsDirectConvolution()
    {
        Assert.Equal(1, WinogradRounding.Of(WinogradAxis.Direct(1, 3)));
        Assert.Equal(1, WinogradRounding.Of(WinogradAxis.Identity));
    }

    // The search for a plan asks for each division of each layer.
    [Fact]
    public void AKnownGrowthOfErrors_TakesNoMemory()
    {
        WinogradAxis inPhases = new(4, 7, Stride: 2);
        double first = WinogradRounding.Of(inPhases);

        long before = GC.GetAllocatedBytesForCurrentThread();
        double sum = 0;
        for (int i = 0; i < 1000; i++)
        {
            sum += WinogradRounding.Of(inPhases);
        }

        long after = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(1000 * first, sum, 1e-9);
        Assert.Equal(before, after);
    }

    [Theory]
    [InlineData(56, 64)]
    [InlineData(28, 128)]
    [InlineData(14, 256)]
    [InlineData(35, 96)]
    [InlineData(7, 512)]
    public void NoLayer_RoundsMuchWorseThanDirectConvolution(int size, int channels) => Assert.All((int[])[512, 256, 128], bits =>
    {
        WinogradConvolution chosen = Chosen(size, channels, bits);
        Assert.True(WinogradRounding.Of(chosen.Grid) <= WinogradRounding.MostOfLayer, chosen.Describe());
    });

    [Fact]
    public void ALayerThatGainsLittleByLargerTiles_HasSmallerOnes()
    {
        // F(6, 3) in both axes would be 9 % faster by the estimate, for one thread, and round twice as much as with F(4, 3) in one of them.
        WinogradConvolution chosen = Chosen(64, 16, 256, isParallel: true);

        Assert.True(WinogradRounding.Of(chosen.Grid) < 4, chosen.Describe());
    }

    private static WinogradConvolution Chosen(int size, int channels, int bits, bool isParallel = false)
    {
        NetworkPlan plan = Planner.Run(
            PassPipeline.Inference(NetworkPrograms.Graph($"[Input({size}, {size}, {channels})]\n[Conv({channels}, 3, Padding = 1)]")),
            new Target(bits),
            microBatch: 1,
            allowsWinograd: true,
            isParallel);
        return Assert.IsType<WinogradConvolution>(plan.Schedules[1]);
    }
}
