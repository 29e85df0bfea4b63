namespace CnnGen.NativeAot.Tests;

/// <summary>What decides the level of a processor: ECX of CPUID 1, EBX of 7.0, ECX of 80000001, and the extended control register 0.</summary>
internal sealed record Registers(uint Leaf1, uint Leaf7, uint Leaf80000001, uint Xcr0)
{
    /// <summary>The same processor without some features.</summary>
    public Registers Without(string register, uint bits) => register switch
    {
        "1" => this with { Leaf1 = Leaf1 & ~bits },
        "7" => this with { Leaf7 = Leaf7 & ~bits },
        "80000001" => this with { Leaf80000001 = Leaf80000001 & ~bits },
        "xcr0" => this with { Xcr0 = Xcr0 & ~bits },
        _ => throw new ArgumentOutOfRangeException(nameof(register), register, "1, 7, 80000001 or xcr0"),
    };
}
