namespace CnnGen.Generator.Loops;

/// <summary>The name of a distance in memory: <c>PointStride</c> in <c>scratch + (PointStride * point)</c>.</summary>
/// <param name="Pointer">The buffer that is indexed.</param>
/// <param name="Variable">The loop that walks over it; empty for an offset that is constant.</param>
/// <param name="Value">Floats.</param>
/// <param name="Name">A constant of the kernel.</param>
internal readonly record struct StrideName(string Pointer, string Variable, int Value, string Name);
