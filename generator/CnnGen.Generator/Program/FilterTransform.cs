using CnnGen.Generator.Model;

namespace CnnGen.Generator.Program;

/// <summary>What brings a filter to the points of Winograd's algorithm along one axis: G of G·g·Gᵀ.</summary>
/// <param name="Outputs">Outputs of a tile.</param>
/// <param name="Taps">Taps of the filter.</param>
/// <param name="Stride">From the inputs of an output to those of the next.</param>
/// <param name="Matrix">[point, tap], row by row; empty for a direct axis, along which the filter stays as it is.</param>
internal sealed record FilterTransform(int Outputs, int Taps, int Stride, EquatableArray<double> Matrix)
{
    public bool IsDirect => Matrix.Count == 0;
}
