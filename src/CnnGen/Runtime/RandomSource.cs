namespace CnnGen.Runtime;

/// <summary>Random numbers that are the same on every machine for the same seed: SplitMix64, a counter with a mixing function behind it.</summary>
/// <remarks>
/// Algorithm: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014). The numbers are made from integer operations and
/// from additions, multiplications, divisions and square roots in IEEE 754 only, never from a library's sine or logarithm, which differ between systems.
/// </remarks>
public struct RandomSource
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    /// <summary>Starts a sequence.</summary>
    /// <param name="seed">Same seed and stream, same numbers.</param>
    /// <param name="stream">Sequences of one seed with different streams are unrelated.</param>
    public RandomSource(long seed, ulong stream = 0) => State = Mix(Mix((ulong)seed + Increment) + (stream * Increment));

    /// <summary>All there is to a sequence: storing it and setting it again continues where it was.</summary>
    public ulong State { get; set; }

    /// <summary>The stream number of a name (64-bit FNV-1a over its UTF-16 code units).</summary>
    public static ulong StreamOf(string name)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char c in name)
        {
            hash = (hash ^ c) * 0x100000001B3;
        }

        return hash;
    }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64() => Mix(State += Increment);

    /// <summary>A multiple of 2⁻²⁴ from 0 to below 1.</summary>
    public float NextFloat() => (NextUInt64() >> 40) * (1f / (1 << 24));

    /// <summary>A multiple of 2⁻⁵³ from 0 to below 1.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1d / (1L << 53));

    /// <summary>A whole number from 0 to below <paramref name="bound"/>, all equally likely.</summary>
    /// <remarks>
    /// Lemire, "Fast Random Integer Generation in an Interval" (2019): the high half of a product, and another draw in the rare cases that would favour a
    /// result.
    /// </remarks>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        uint range = (uint)bound;
        ulong product = (NextUInt64() >> 32) * range;
        if ((uint)product < range)
        {
            uint threshold = (0u - range) % range;
            while ((uint)product < threshold)
            {
                product = (NextUInt64() >> 32) * range;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>A normally distributed number with mean 0 and standard deviation 1.</summary>
    /// <remarks>Marsaglia's polar method. It makes pairs; the second is dropped so that <see cref="State"/> remains everything.</remarks>
    public float NextGaussian()
    {
        while (true)
        {
            double x = (2 * NextDouble()) - 1;
            double y = (2 * NextDouble()) - 1;
            double square = (x * x) + (y * y);
            if (square is > 0 and < 1)
            {
                return (float)(x * Math.Sqrt(-2 * Log(square) / square));
            }
        }
    }

    // ln x = e ln 2 + 2 artanh((m − 1)/(m + 1)) with x = m 2^e and m in [√½, √2): twelve terms of the series suffice for a double.
    internal static double Log(double x)
    {
        const double Ln2 = 0.693147180559945309417;
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | (1023L << 52));
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }

        double s = (mantissa - 1) / (mantissa + 1);
        double squared = s * s;
        double sum = 0;
        for (int power = 23; power >= 1; power -= 2)
        {
            sum = (sum * squared) + (1d / power);
        }

        return (exponent * Ln2) + (2 * s * sum);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
