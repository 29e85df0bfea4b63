namespace CnnGen.Generator.Machine;

/// <summary>What the code is made for: the vector width is the only thing a plan knows of a machine; what else it assumes follows from that.</summary>
/// <param name="VectorBits">512, 256, 128, or 32 for plain code.</param>
internal sealed record Target(int VectorBits)
{
    /// <summary>Every width code is emitted for, widest first; the last runs anywhere.</summary>
    public static readonly int[] AllVectorBits = [512, 256, 128, 32];

    /// <summary>Floats a vector.</summary>
    public int Lanes => VectorBits / 32;

    /// <summary>
    /// Vectors that stay in registers. x64 has 32 registers of 512 bits and 16 narrower ones; 64-bit Arm has 32 of 128 bits,
    /// but one plan serves both.
    /// </summary>
    public int Registers => VectorBits == 512 ? 32 : 16;

    /// <summary>What plans assume of a core with these vectors.</summary>
    public MachineModel Machine => VectorBits == 512 ? MachineModel.Wide : MachineModel.Usual;

    /// <summary>What an unaligned load costs more than an aligned one, on average: it is two where it crosses a cache line.</summary>
    public double CrossingFactor => 1 + ((Lanes - 1) / 16.0);

    /// <summary>Floats a vector where no more than so many neighbours are computed together: the narrowest that holds them, at most the target's.</summary>
    public int LanesFor(int neighbours) => Lanes == 1 || neighbours == 1 ? 1 : neighbours <= 4 ? 4 : Math.Min(Lanes, neighbours <= 8 ? 8 : 16);
}
