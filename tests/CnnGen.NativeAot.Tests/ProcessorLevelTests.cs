using Xunit;

namespace CnnGen.NativeAot.Tests;

/// <summary>
/// The choice that an executable for several instruction sets makes, for processors that are not at hand. Registers as the processors report them.
/// </summary>
public sealed class ProcessorLevelTests(ProcessorLevel choice) : IClassFixture<ProcessorLevel>
{
    private static readonly Registers s_nehalem = new(0x009CE3BD, 0, 0x1, 0);
    private static readonly Registers s_sandyBridge = new(0x1FBAE3FF, 0, 0x1, 0x7);
    private static readonly Registers s_haswell = new(0x7FFAFBFF, 0x000027AB, 0x21, 0x7);
    private static readonly Registers s_skylakeServer = new(0x7FFEFBFF, 0xD39FFFFB, 0x121, 0x2E7);

    // Bits of CPUID 7.0, EBX. The last two are in no level.
    private const uint Avx512DQ = 1u << 17;
    private const uint Avx512BW = 1u << 30;
    private const uint Avx512VL = 1u << 31;
    private const uint Rtm = 1u << 11;
    private const uint Mpx = 1u << 14;

    public static TheoryData<string, int, int> NeededBits => new()
    {
        { "1", 12, 2 }, { "1", 22, 2 }, { "1", 28, 2 }, { "1", 29, 2 },
        { "7", 3, 2 }, { "7", 5, 2 }, { "7", 8, 2 },
        { "7", 16, 3 }, { "7", 17, 3 }, { "7", 28, 3 }, { "7", 30, 3 }, { "7", 31, 3 },
        { "80000001", 5, 2 },
        { "xcr0", 1, 2 }, { "xcr0", 2, 2 }, { "xcr0", 5, 3 }, { "xcr0", 6, 3 }, { "xcr0", 7, 3 },
    };

    [Fact]
    public void EachGeneration_HasItsLevel()
    {
        Assert.Equal(2, choice.Of(s_nehalem));
        Assert.Equal(2, choice.Of(s_sandyBridge));
        Assert.Equal(3, choice.Of(s_haswell));
        Assert.Equal(4, choice.Of(s_skylakeServer));
    }

    [Theory]
    [MemberData(nameof(NeededBits))]
    public void WithoutABitThatItNeeds_ALevelIsNotChosen(string register, int bit, int level) =>
        Assert.Equal(level, choice.Of(s_skylakeServer.Without(register, 1u << bit)));

    [Fact]
    public void ProcessorWithSomeOfAvx512_HasTheLevelBelow() =>
        Assert.Equal(3, choice.Of(s_skylakeServer.Without("7", Avx512DQ | Avx512BW | Avx512VL)));

    [Fact]
    public void FeaturesOfNoLevel_DoNotMatter() => Assert.Equal(4, choice.Of(s_skylakeServer.Without("7", Rtm | Mpx)));

    [Fact]
    public void OperatingSystemThatDoesNotSaveRegisters_HidesThem()
    {
        Assert.Equal(3, choice.Of(s_skylakeServer with { Xcr0 = 0x7 }));
        Assert.Equal(2, choice.Of(s_skylakeServer with { Xcr0 = 0x3 }));
        Assert.Equal(2, choice.Of(s_skylakeServer with { Xcr0 = 0 }));
    }
}
