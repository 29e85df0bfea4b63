using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Vectors;

/// <summary>What a strided loop does with a value at its target. A struct as type argument, so that each loop is compiled for its operation.</summary>
internal unsafe interface IStoreOperation
{
    static abstract void Store(float* target, float value);

    static abstract void Store(float* target, Vector256<float> value);
}

/// <summary>target = value.</summary>
internal readonly unsafe struct Assignment : IStoreOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, float value) => *target = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Vector256<float> value) => *(Vector256<float>*)target = value;
}

/// <summary>target += value.</summary>
internal readonly unsafe struct Addition : IStoreOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, float value) => *target += value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Vector256<float> value) => *(Vector256<float>*)target += value;
}
