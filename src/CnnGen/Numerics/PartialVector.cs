using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Numerics;

/// <summary>Stores of the first lanes of a vector; nothing behind them is touched. The count is a constant where generated code calls, so only its stores remain.</summary>
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
}
