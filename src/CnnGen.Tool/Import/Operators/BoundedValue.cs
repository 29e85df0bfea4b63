using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The operands of a maximum or minimum: a value, and a number that bounds it.</summary>
internal static class BoundedValue
{
    public static (Value X, float Bound) Read(Translation t, OnnxNode node)
    {
        if (node.Inputs.Length != 2 || node.Inputs.Count(t.IsConstant) != 1)
        {
            throw new NotExpressibleException("the larger or smaller of two values; a bound that is a number is a Clip");
        }

        int constant = t.IsConstant(node.Inputs[0]) ? 0 : 1;
        OnnxTensor bound = t.Constant(node.Inputs[constant]);
        return bound.Length == 1 ? (t.Any(node.Inputs[1 - constant]), bound.AsReals()[0]) : throw new NotExpressibleException("a bound for each channel");
    }
}
