using CnnGen.Packing;

namespace CnnGen;

/// <summary>How weights are kept in memory while they are used. Sums are of single precision in any case.</summary>
public enum WeightFormat
{
    /// <summary>32 bits, as trained.</summary>
    Single,

    /// <summary>The upper 16 bits of a single-precision number, rounded to the nearest: its range, with 8 significant bits.</summary>
    BFloat16,
}
