using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>What the norms of one image have in common.</summary>
internal static class NormTensors
{
    /// <summary>A number for each channel among the packed weights, where reading a whole vector of them is allowed.</summary>
    public static RegionArgument Packed(NodeLowering node, ParameterSpec tensor)
    {
        int packed = node.ReservePacked(tensor.Length);
        node.Pack(new PackStep(tensor.Name, node.Parameter(tensor), packed, [tensor.Length], [1], [1]));
        return new RegionArgument(Region.Packed, packed, 0);
    }

    /// <summary>1/√(Σ/n + ε).</summary>
    public static Expression InverseDeviation(Expression squares, Expression share, float epsilon) =>
        new Binary(BinaryOperation.Divide, new Splat(1f), new Call(Function.Sqrt, new MultiplyAdd(squares, share, new Splat(epsilon))));
}
