using System.Numerics;

namespace CnnGen.Runtime;

/// <summary>
/// Inverted dropout. Whether an element is kept is a hash of the seed, the image, the layer and the element: threads, micro-batches and vector widths change
/// nothing, and backward needs no stored mask.
/// </summary>
public static unsafe class DropoutMask
{
    // The upper 24 bits of a hash are compared with the rate.
    private const int ComparedBits = 24;

    /// <summary>
    /// output = input / (1 − rate) where the element is kept, else 0 times the input: NaN and ∞ become NaN, as in PyTorch. In place is allowed.
    /// </summary>
    /// <param name="input">Values.</param>
    /// <param name="output">Receives the values.</param>
    /// <param name="length">Number of values.</param>
    /// <param name="rate">Share of the elements that are dropped.</param>
    /// <param name="noiseSeed">Seed of the batch.</param>
    /// <param name="image">Index of the image within the batch.</param>
    /// <param name="layer">A number that differs between layers.</param>
    /// <param name="firstElement">Index of the first value within the layer.</param>
    public static void Apply(float* input, float* output, int length, float rate, long noiseSeed, int image, int layer, int firstElement)
    {
        uint key = Key(noiseSeed, image, layer);
        uint dropped = (uint)MathF.Round(rate * (1 << ComparedBits));
        float factor = 1f / (1f - rate);
        Vector<uint> element = Vector<uint>.Indices + new Vector<uint>((uint)firstElement);
        int i = 0;
        for (; i <= length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<uint> hash = Vector.ShiftRightLogical(Mix(element ^ new Vector<uint>(key)), 32 - ComparedBits);
            Vector<float> isKept = Vector.AsVectorSingle(Vector.GreaterThanOrEqual(hash, new Vector<uint>(dropped)));
            *(Vector<float>*)(output + i) = *(Vector<float>*)(input + i) * Vector.BitwiseAnd(isKept, new Vector<float>(factor));
            element += new Vector<uint>((uint)Vector<float>.Count);
        }

        for (; i < length; i++)
        {
            output[i] = Mix(((uint)firstElement + (uint)i) ^ key) >> (32 - ComparedBits) >= dropped ? input[i] * factor : input[i] * 0f;
        }
    }

    /// <summary>output = input / (1 − rate) where the image is kept, else 0 times the input. In place is allowed.</summary>
    /// <param name="input">Values.</param>
    /// <param name="output">Receives the values.</param>
    /// <param name="length">Number of values.</param>
    /// <param name="rate">Share of the images that are dropped.</param>
    /// <param name="noiseSeed">Seed of the batch.</param>
    /// <param name="image">Index of the image within the batch.</param>
    /// <param name="layer">A number that differs between layers.</param>
    public static void ApplyToImage(float* input, float* output, int length, float rate, long noiseSeed, int image, int layer)
    {
        uint dropped = (uint)MathF.Round(rate * (1 << ComparedBits));
        float factor = Mix(Key(noiseSeed, image, layer)) >> (32 - ComparedBits) >= dropped ? 1f / (1f - rate) : 0f;
        int i = 0;
        for (; i <= length - Vector<float>.Count; i += Vector<float>.Count)
        {
            *(Vector<float>*)(output + i) = *(Vector<float>*)(input + i) * new Vector<float>(factor);
        }

        for (; i < length; i++)
        {
            output[i] = input[i] * factor;
        }
    }

    private static uint Key(long noiseSeed, int image, int layer)
    {
        ulong state = (ulong)noiseSeed;
        state = Mix(state + (uint)layer);
        return (uint)(Mix(state + (uint)image) >> 32);
    }

    /// <summary>SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).</summary>
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    /// <summary>The last step of MurmurHash3 (Appleby), which lets every bit of the input change every bit of the output.</summary>
    private static uint Mix(uint x)
    {
        x = (x ^ (x >> 16)) * 0x85EBCA6B;
        x = (x ^ (x >> 13)) * 0xC2B2AE35;
        return x ^ (x >> 16);
    }

    private static Vector<uint> Mix(Vector<uint> x)
    {
        x = (x ^ Vector.ShiftRightLogical(x, 16)) * 0x85EBCA6B;
        x = (x ^ Vector.ShiftRightLogical(x, 13)) * 0xC2B2AE35;
        return x ^ Vector.ShiftRightLogical(x, 16);
    }
}
