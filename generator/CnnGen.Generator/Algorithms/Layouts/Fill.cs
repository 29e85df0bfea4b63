using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>Writes zeros over a whole buffer. Buffers are rounded up to 16 floats, so whole vectors do.</summary>
internal static class Fill
{
    public static void Zero(LoopBuilder b, int lanes, string pointer, int length) =>
        b.For("i", (length + lanes - 1) / lanes * lanes, i => b.Add(new StoreVector(pointer, i, new Splat(0f), lanes)), lanes);
}
