using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Machine;
using Xunit;

namespace CnnGen.Generator.Tests.Algorithms;

/// <summary>The register tile of a microkernel: what is chosen fits, divides, and is the cheapest of all.</summary>
public class RegisterTileTests
{
    // Multiply-adds under way at a time: two a cycle, each of four cycles.
    private const int InFlight = 8;

    public static TheoryData<int> Widths => [.. Target.AllVectorBits];

    [Theory]
    [MemberData(nameof(Widths))]
    public void TheChosenTile_IsTheCheapestThatFits(int bits)
    {
        Target target = new(bits);
        foreach ((int height, int width, int vectors, int reduction) in (ReadOnlySpan<(int, int, int, int)>)[
            (56, 56, 4, 576),
            (14, 14, 16, 2304),
            (7, 7, 32, 512),
            (1, 1, 63, 4096),
            (5, 9, 1, 25),
            (10, 10, 1, 150),
            (3, 13, 5, 40)
        ])
        {
            foreach ((int rowUnit, int columnUnit, int vectorUnit) in (ReadOnlySpan<(int, int, int)>)[(1, 1, 1), (2, 2, 1), (1, 3, 1), (1, 1, 2)])
            {
                if (vectors % vectorUnit != 0)
                {
                    continue;
                }

                RegisterTile tile = RegisterTile.Choose(height, width, vectors, reduction, rowUnit, columnUnit, target, vectorUnit: vectorUnit);

                Assert.True(tile.FitsRegisters(target), $"{tile} does not fit {target.Registers} registers.");
                Assert.Equal((0, 0, 0), (tile.Rows % rowUnit, tile.Columns % columnUnit, tile.Vectors % vectorUnit));
                double chosen = tile.Cycles(height, width, vectors, reduction, target);
                Assert.All(Tiles(target, height, vectors), other =>
                {
                    bool isAllowed =
                        other.Rows % rowUnit == 0
                            && other.Columns % columnUnit == 0
                            && other.Vectors % vectorUnit == 0
                            && other.Columns <= Math.Max(columnUnit, width);
                    Assert.True(!isAllowed || chosen <= other.Cycles(height, width, vectors, reduction, target), $"{other} is cheaper than {tile}.");
                });
            }
        }
    }

    // ResNet-50: convolutions of 3×3 and of 1×1.
    [Theory]
    [InlineData(56, 4, 576)]
    [InlineData(28, 8, 1152)]
    [InlineData(14, 16, 2304)]
    [InlineData(56, 16, 64)]
    [InlineData(14, 16, 1024)]
    public void With512Bits_OnLayersOfResNet_ItDividesTheShape(int size, int vectors, int reduction)
    {
        RegisterTile tile = RegisterTile.Choose(size, size, vectors, reduction, 1, 1, new Target(512));
        Assert.Equal((0, 0, 0, 1), (size % tile.Rows, size % tile.Columns, vectors % tile.Vectors, tile.Split));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void OnLayersOfResNet_NearlyAllCyclesAreMultiplyAdds(int bits)
    {
        Target target = new(bits);
        foreach ((int size, int channels, int reduction) in (ReadOnlySpan<(int, int, int)>)[
            (56, 64, 576),
            (28, 128, 1152),
            (14, 256, 2304),
            (7, 512, 4608),
            (56, 256, 64),
            (7, 2048, 512)
        ])
        {
            int vectors = channels / target.Lanes;
            RegisterTile tile = RegisterTile.Choose(size, size, vectors, reduction, 1, 1, target);
            double products = (double)size * size * vectors * reduction / RegisterTile.PerCycle;
            Assert.InRange(tile.Cycles(size, size, vectors, reduction, target), products, products * 5 / 4);
        }
    }

    // Measured: 7×64 and, with 16 registers, 3×32 spill; the others do not.
    [Theory]
    [InlineData(512, 12, 2, true)]
    [InlineData(512, 14, 2, true)]
    [InlineData(512, 6, 4, true)]
    [InlineData(512, 7, 4, false)]
    [InlineData(256, 6, 2, true)]
    [InlineData(256, 3, 4, false)]
    public void ATileFits_IfItsAccumulatorsWeightsAndAnInputDo(int bits, int pixels, int vectors, bool fits) =>
        Assert.Equal(fits, new RegisterTile(1, pixels, vectors, 1).FitsRegisters(new Target(bits)));

    [Theory]
    [MemberData(nameof(Widths))]
    public void OverARow_PassesAreAboutAsLong(int bits)
    {
        Target target = new(bits);
        for (int vectors = 1; vectors <= 4; vectors++)
        {
            for (int pixels = 1; pixels <= 100; pixels++)
            {
                RegisterTile tile = new RegisterTile(1, 1, vectors, 1).Over(pixels, target);
                int passes = (pixels + tile.Columns - 1) / tile.Columns;
                Assert.True(tile.FitsRegisters(target), $"{tile} does not fit.");
                Assert.Equal((pixels + passes - 1) / passes, tile.Columns);
            }
        }
    }

    private static IEnumerable<RegisterTile> Tiles(Target target, int height, int vectors) =>
        from rows in Enumerable.Range(1, Math.Min(4, height))
        from columns in Enumerable.Range(1, target.Registers)
        from count in Enumerable.Range(1, Math.Min(vectors, target.Registers))
        let sums = rows * columns * count
        let tile = new RegisterTile(rows, columns, count, sums >= InFlight ? 1 : Math.Min(4, InFlight / sums))
        where tile.FitsRegisters(target)
        select tile;
}
