using System.Buffers.Binary;
using CnnGen.Runtime;

namespace CnnGen.Tests.Fuzzing;

/// <summary>Damages valid files, reproducibly: flipped bits, cuts, copied, removed and inserted pieces, extreme numbers where lengths might stand.</summary>
internal static class Mutation
{
    private static readonly ulong[] s_extremes = [
        0,
        1,
        0x7F,
        0x80,
        0xFF,
        0x7FFF_FFFF,
        0x8000_0000,
        0xFFFF_FFFF,
        0x7FFF_FFFF_FFFF_FFFF,
        0x8000_0000_0000_0000,
        ulong.MaxValue
    ];

    public static byte[] Of(byte[] valid, int seed)
    {
        var random = new RandomSource(seed);
        byte[] bytes = (byte[])valid.Clone();
        for (int steps = 1 + random.NextInt(3); steps > 0 && bytes.Length > 0; steps--)
        {
            bytes = Step(bytes, ref random);
        }

        return bytes;
    }

    private static byte[] Step(byte[] bytes, ref RandomSource random)
    {
        // Headers are where it hurts: half of all positions lie among the first 100 bytes.
        int at = random.NextInt(random.NextInt(2) == 0 ? Math.Min(bytes.Length, 100) : bytes.Length);
        int length = random.NextInt(Math.Min(64, bytes.Length - at + 1));
        switch (random.NextInt(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.NextInt(8));
                return bytes;
            case 1:
                bytes[at] = (byte)random.NextInt(256);
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 4:
                int from = random.NextInt(bytes.Length);
                return [.. bytes[..at], .. bytes.AsSpan(from, Math.Min(length, bytes.Length - from)), .. bytes[at..]];
            case 5:
                return [.. bytes, .. bytes[at..]];
            default:
                ulong extreme = s_extremes[random.NextInt(s_extremes.Length)];
                byte[] number = new byte[8];
                BinaryPrimitives.WriteUInt64LittleEndian(number, extreme);
                number = number[..(4 << random.NextInt(2))];
                if (random.NextInt(2) == 0)
                {
                    Array.Reverse(number);
                }

                number.AsSpan(0, Math.Min(number.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
                return bytes;
        }
    }
}
