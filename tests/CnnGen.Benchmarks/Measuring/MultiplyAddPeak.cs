using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Benchmarks.Measuring;

/// <summary>The most multiplications and additions a second that a thread does here: multiply-adds on registers alone.</summary>
internal static class MultiplyAddPeak
{
    // As many as hide the latency of the units and, with two operands, still fit into 16 registers.
    private const int Accumulators = 12;
    private const int FlopsOfLane = 2;
    private const int Turns = 1 << 16;

    /// <summary>Measures the best rate of all calls, in operations a second, with the widest vectors of the machine.</summary>
    public static double Measure(TimeSpan duration) =>
        Vector512.IsHardwareAccelerated ? Measure<Vector512<float>, Width512>(duration)
        : Vector256.IsHardwareAccelerated ? Measure<Vector256<float>, Width256>(duration)
        : Measure<Vector128<float>, Width128>(duration);

    private static double Measure<TVector, TWidth>(TimeSpan duration)
        where TVector : struct
        where TWidth : struct, IVectorWidth<TVector>
    {
        Round round = CallTimer.Run(() => Loop<TVector, TWidth>(), duration);
        return (double)Turns * Accumulators * TWidth.Lanes * FlopsOfLane / round.MinSeconds;
    }

    /// <summary>
    /// Accumulators that do not wait for each other, each a local, so that none leaves its register. It is not inlined: where its result is seen to be
    /// dropped, so is the work.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Loop<TVector, TWidth>()
        where TVector : struct
        where TWidth : struct, IVectorWidth<TVector>
    {
        TVector x = TWidth.Broadcast(0.5f), y = TWidth.Broadcast(0.25f);
        TVector a0 = TWidth.Broadcast(0), a1 = TWidth.Broadcast(1), a2 = TWidth.Broadcast(2), a3 = TWidth.Broadcast(3);
        TVector a4 = TWidth.Broadcast(4), a5 = TWidth.Broadcast(5), a6 = TWidth.Broadcast(6), a7 = TWidth.Broadcast(7);
        TVector a8 = TWidth.Broadcast(8), a9 = TWidth.Broadcast(9), a10 = TWidth.Broadcast(10), a11 = TWidth.Broadcast(11);
        for (int turn = 0; turn < Turns; turn++)
        {
            a0 = TWidth.MultiplyAdd(x, y, a0);
            a1 = TWidth.MultiplyAdd(x, y, a1);
            a2 = TWidth.MultiplyAdd(x, y, a2);
            a3 = TWidth.MultiplyAdd(x, y, a3);
            a4 = TWidth.MultiplyAdd(x, y, a4);
            a5 = TWidth.MultiplyAdd(x, y, a5);
            a6 = TWidth.MultiplyAdd(x, y, a6);
            a7 = TWidth.MultiplyAdd(x, y, a7);
            a8 = TWidth.MultiplyAdd(x, y, a8);
            a9 = TWidth.MultiplyAdd(x, y, a9);
            a10 = TWidth.MultiplyAdd(x, y, a10);
            a11 = TWidth.MultiplyAdd(x, y, a11);
        }

        return TWidth.Sum(a0) + TWidth.Sum(a1) + TWidth.Sum(a2) + TWidth.Sum(a3) + TWidth.Sum(a4) + TWidth.Sum(a5)
            + TWidth.Sum(a6) + TWidth.Sum(a7) + TWidth.Sum(a8) + TWidth.Sum(a9) + TWidth.Sum(a10) + TWidth.Sum(a11);
    }
}
