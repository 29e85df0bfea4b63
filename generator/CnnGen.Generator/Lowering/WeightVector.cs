using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Lowering;

/// <summary>A vector of packed weights.</summary>
internal static class WeightVector
{
    /// <summary>Loads it from a panel [step][width], or [pair of steps][width] of words that hold the bfloat16 of both steps.</summary>
    /// <param name="panel">Pointer to the panel.</param>
    /// <param name="step">The step.</param>
    /// <param name="width">Numbers a step.</param>
    /// <param name="at">The first number within the step.</param>
    /// <param name="isHalved">Whether steps share words.</param>
    /// <param name="isSecond">Whether the step is the second of its pair.</param>
    public static Expression Load(string panel, IndexExpression step, int width, IndexExpression at, bool isHalved, bool isSecond) => isHalved
        ? new LoadBFloat16(panel, ((step - (isSecond ? 1 : 0)) * (width / 2)) + at, isSecond)
        : new LoadVector(panel, (step * width) + at);
}
