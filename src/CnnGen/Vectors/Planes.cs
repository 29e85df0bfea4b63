using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Vectors;

/// <summary>
/// Values of an image that stand in planes, one a channel. Strides and numbers are constants where generated code calls, so only the steps for them remain.
/// </summary>
public static unsafe class Planes
{
    private const int Lanes = 4;

    /// <summary>A row of planes as a row of pixels: pixels[column, channel] = planes[channel, column].</summary>
    /// <param name="planes">The row of the first plane.</param>
    /// <param name="planeStride">From a plane to the next.</param>
    /// <param name="pixels">Receives the pixels.</param>
    /// <param name="pixelStride">From a pixel to the next, at least the number of channels.</param>
    /// <param name="channels">Planes.</param>
    /// <param name="columns">Pixels, at least four: the last four of a row may repeat some of those before.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToChannelsLast(float* planes, nint planeStride, float* pixels, nint pixelStride, int channels, int columns)
    {
        for (nint i = 0; i < columns; i += Lanes)
        {
            nint column = Math.Min(i, columns - Lanes);
            float* from = planes + column;
            float* to = pixels + (column * pixelStride);
            int channel = 0;
            for (; channel + 4 <= channels; channel += 4)
            {
                FourChannels(from + (channel * planeStride), planeStride, to + channel, pixelStride);
            }

            if (channel + 2 <= channels)
            {
                TwoChannels(from + (channel * planeStride), planeStride, to + channel, pixelStride);
                channel += 2;
            }

            if (channel < channels)
            {
                OneChannel(from + (channel * planeStride), to + channel, pixelStride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourChannels(float* from, nint planeStride, float* to, nint pixelStride)
    {
        Vector128<float> plane0 = Vector128.Load(from);
        Vector128<float> plane1 = Vector128.Load(from + planeStride);
        Vector128<float> plane2 = Vector128.Load(from + (2 * planeStride));
        Vector128<float> plane3 = Vector128.Load(from + (3 * planeStride));
        Vector128<double> lower01 = InTurnLower(plane0, plane1).AsDouble();
        Vector128<double> upper01 = InTurnUpper(plane0, plane1).AsDouble();
        Vector128<double> lower23 = InTurnLower(plane2, plane3).AsDouble();
        Vector128<double> upper23 = InTurnUpper(plane2, plane3).AsDouble();
        InTurnLower(lower01, lower23).AsSingle().Store(to);
        InTurnUpper(lower01, lower23).AsSingle().Store(to + pixelStride);
        InTurnLower(upper01, upper23).AsSingle().Store(to + (2 * pixelStride));
        InTurnUpper(upper01, upper23).AsSingle().Store(to + (3 * pixelStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoChannels(float* from, nint planeStride, float* to, nint pixelStride)
    {
        Vector128<float> plane0 = Vector128.Load(from);
        Vector128<float> plane1 = Vector128.Load(from + planeStride);
        Vector128<double> lower = InTurnLower(plane0, plane1).AsDouble();
        Vector128<double> upper = InTurnUpper(plane0, plane1).AsDouble();
        *(double*)to = lower.GetElement(0);
        *(double*)(to + pixelStride) = lower.GetElement(1);
        *(double*)(to + (2 * pixelStride)) = upper.GetElement(0);
        *(double*)(to + (3 * pixelStride)) = upper.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneChannel(float* from, float* to, nint pixelStride)
    {
        to[0] = from[0];
        to[pixelStride] = from[1];
        to[2 * pixelStride] = from[2];
        to[3 * pixelStride] = from[3];
    }

    // a₀ b₀ a₁ b₁
    private static Vector128<float> InTurnLower(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a.GetElement(0), b.GetElement(0), a.GetElement(1), b.GetElement(1));

    // a₂ b₂ a₃ b₃
    private static Vector128<float> InTurnUpper(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a.GetElement(2), b.GetElement(2), a.GetElement(3), b.GetElement(3));

    // a₀ b₀
    private static Vector128<double> InTurnLower(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a.GetElement(0), b.GetElement(0));

    // a₁ b₁
    private static Vector128<double> InTurnUpper(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a.GetElement(1), b.GetElement(1));
}
