using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Vectors;

/// <summary>
/// The first lanes of a vector. Stores touch nothing behind them. The count is a constant where generated code calls, so only its instructions remain.
/// </summary>
public static unsafe class PartialVector
{
    /// <summary>Writes the first <paramref name="count"/> of 16 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* destination, Vector512<float> value, int count)
    {
        if (count >= 8)
        {
            *(Vector256<float>*)destination = value.GetLower();
            Store(destination + 8, value.GetUpper(), count - 8);
        }
        else
        {
            Store(destination, value.GetLower(), count);
        }
    }

    /// <summary>Writes the first <paramref name="count"/> of 8 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* destination, Vector256<float> value, int count)
    {
        if (count >= 4)
        {
            *(Vector128<float>*)destination = value.GetLower();
            Store(destination + 4, value.GetUpper(), count - 4);
        }
        else
        {
            Store(destination, value.GetLower(), count);
        }
    }

    /// <summary>Writes the first <paramref name="count"/> of 4 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* destination, Vector128<float> value, int count)
    {
        if (count >= 4)
        {
            *(Vector128<float>*)destination = value;
        }
        else if (count >= 2)
        {
            *(Vector64<float>*)destination = value.GetLower();
            if (count == 3)
            {
                destination[2] = value.GetElement(2);
            }
        }
        else if (count == 1)
        {
            destination[0] = value.ToScalar();
        }
    }

    /// <summary>Writes the first <paramref name="count"/> of 16 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* destination, Vector512<int> value, int count) => Store((float*)destination, value.AsSingle(), count);

    /// <summary>Writes the first <paramref name="count"/> of 8 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* destination, Vector256<int> value, int count) => Store((float*)destination, value.AsSingle(), count);

    /// <summary>Writes the first <paramref name="count"/> of 4 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* destination, Vector128<int> value, int count) => Store((float*)destination, value.AsSingle(), count);

    /// <summary>The first <paramref name="count"/> of 16 lanes, and <paramref name="rest"/> in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> FirstLanes(Vector512<float> value, int count, float rest) =>
        Vector512.ConditionalSelect(Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle(), value, Vector512.Create(rest));

    /// <summary>The first <paramref name="count"/> of 8 lanes, and <paramref name="rest"/> in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FirstLanes(Vector256<float> value, int count, float rest) =>
        Vector256.ConditionalSelect(Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle(), value, Vector256.Create(rest));

    /// <summary>The first <paramref name="count"/> of 4 lanes, and <paramref name="rest"/> in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> FirstLanes(Vector128<float> value, int count, float rest) =>
        Vector128.ConditionalSelect(Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle(), value, Vector128.Create(rest));
}
