using System.Numerics;

namespace CnnGen;

/// <summary>A number that tells contents apart; equal contents give the same one on every machine. Not made to withstand forgery.</summary>
/// <remarks>
/// Each value is mixed in by an exclusive or, a multiplication with an odd constant and a rotation, all of which can be undone: no value is lost.
/// </remarks>
internal struct ContentHash()
{
    private const ulong Odd = 0x9E3779B97F4A7C15;

    private ulong _state = Odd;

    /// <summary>The number so far.</summary>
    public readonly ulong Value => (_state ^ (_state >> 32)) * Odd;

    public void Add(long value) => _state = BitOperations.RotateLeft((_state ^ (ulong)value) * Odd, 29);

    public void Add(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            Add(BitConverter.SingleToUInt32Bits(value));
        }
    }
}
