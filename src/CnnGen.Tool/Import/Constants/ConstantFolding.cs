using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Constants;

/// <summary>Computes what depends on no image: shapes, axes, weights that an exporter left as expressions.</summary>
internal static class ConstantFolding
{
    private static readonly Dictionary<string, Func<OnnxNode, OnnxTensor?[], IReadOnlyList<OnnxTensor>>> s_operators = new()
    {
        ["Add"] = Arithmetic.Binary((a, b) => a + b, (a, b) => a + b),
        ["Sub"] = Arithmetic.Binary((a, b) => a - b, (a, b) => a - b),
        ["Mul"] = Arithmetic.Binary((a, b) => a * b, (a, b) => a * b),
        ["Div"] = Arithmetic.Binary((a, b) => a / b, Arithmetic.Quotient),
        ["Mod"] = Arithmetic.Binary((a, b) => a - (b * MathF.Floor(a / b)), Arithmetic.Remainder),
        ["Pow"] = Arithmetic.Binary(MathF.Pow, (a, b) => (long)Math.Pow(a, b)),
        ["Min"] = Arithmetic.Binary(Math.Min, Math.Min),
        ["Max"] = Arithmetic.Binary(Math.Max, Math.Max),
        ["Sum"] = Arithmetic.Binary((a, b) => a + b, (a, b) => a + b),
        ["Equal"] = Arithmetic.Comparison((a, b) => a == b),
        ["Less"] = Arithmetic.Comparison((a, b) => a < b),
        ["LessOrEqual"] = Arithmetic.Comparison((a, b) => a <= b),
        ["Greater"] = Arithmetic.Comparison((a, b) => a > b),
        ["GreaterOrEqual"] = Arithmetic.Comparison((a, b) => a >= b),
        ["And"] = Arithmetic.Comparison((a, b) => a != 0 && b != 0),
        ["Or"] = Arithmetic.Comparison((a, b) => a != 0 || b != 0),
        ["Not"] = Arithmetic.Unary(a => a == 0 ? 1f : 0f, a => a == 0 ? 1 : 0),
        ["Neg"] = Arithmetic.Unary(a => -a, a => -a),
        ["Abs"] = Arithmetic.Unary(MathF.Abs, a => a < 0 ? -a : a),
        ["Sqrt"] = Arithmetic.Unary(MathF.Sqrt),
        ["Exp"] = Arithmetic.Unary(MathF.Exp),
        ["Log"] = Arithmetic.Unary(MathF.Log),
        ["Reciprocal"] = Arithmetic.Unary(a => 1f / a),
        ["Relu"] = Arithmetic.Unary(a => a < 0 ? 0 : a),
        ["Sigmoid"] = Arithmetic.Unary(a => 1f / (1f + MathF.Exp(-a))),
        ["Tanh"] = Arithmetic.Unary(MathF.Tanh),
        ["Floor"] = Arithmetic.Unary(MathF.Floor),
        ["Ceil"] = Arithmetic.Unary(MathF.Ceiling),
        ["Round"] = Arithmetic.Unary(a => MathF.Round(a, MidpointRounding.ToEven)),
        // Tensors of equal elements are written once, and the others are its copies by their own names.
        ["Identity"] = (node, inputs) => [LayerNaming.OwnsTensor(node.Outputs[0]) ? inputs[0]!.Called(node.Outputs[0]) : inputs[0]!],
        ["Dropout"] = (_, inputs) => [inputs[0]!],
        ["Cast"] = (node, inputs) => [Arithmetic.Cast(inputs[0]!, (OnnxType)node.Integer("to", 1))],
        ["Shape"] = (node, inputs) => [Arrays.ShapeOf(node, inputs[0]!.Shape)],
        ["Size"] = (_, inputs) => [new OnnxTensor([], [inputs[0]!.Length])],
        ["Constant"] = (node, _) => [Arrays.Constant(node)],
        ["ConstantOfShape"] = (node, inputs) => [Arrays.ConstantOfShape(node, inputs[0]!)],
        ["Concat"] = (node, inputs) => [Arrays.Concat(node, inputs)],
        ["Gather"] = (node, inputs) => [Arrays.Gather(node, inputs[0]!, inputs[1]!)],
        ["Slice"] = (node, inputs) => [Arrays.Slice(node, inputs)],
        ["Split"] = Arrays.Split,
        ["Reshape"] = (node, inputs) => [inputs[0]!.Reshaped(TargetShape.Reshape(node, inputs[0]!.Shape, Arrays.Sizes(inputs[1]!)))],
        ["Flatten"] = (node, inputs) => [inputs[0]!.Reshaped(TargetShape.Flatten(node, inputs[0]!.Shape))],
        ["Squeeze"] = (node, inputs) => [inputs[0]!.Reshaped(TargetShape.Squeeze(node, inputs[0]!.Shape, inputs.ElementAtOrDefault(1)))],
        ["Unsqueeze"] = (node, inputs) => [inputs[0]!.Reshaped(TargetShape.Unsqueeze(node, inputs[0]!.Shape, inputs.ElementAtOrDefault(1)))],
        ["Transpose"] = (node, inputs) => [inputs[0]!.Permuted(TargetShape.Permutation(node, inputs[0]!.Rank))],
        ["Expand"] = (_, inputs) => [Arrays.Expand(inputs[0]!, Arrays.Sizes(inputs[1]!))],
        ["Tile"] = (_, inputs) => [Arrays.Tile(inputs[0]!, Arrays.Sizes(inputs[1]!))],
        ["Range"] = (_, inputs) => [Arrays.Range(inputs[0]!, inputs[1]!, inputs[2]!)],
        ["Where"] = (_, inputs) => [Arithmetic.Where(inputs[0]!, inputs[1]!, inputs[2]!)],
        ["ReduceProd"] = Arithmetic.Reduction((a, b) => a * b, 1),
        ["ReduceSum"] = Arithmetic.Reduction((a, b) => a + b, 0),
        ["ReduceMax"] = Arithmetic.Reduction(Math.Max, double.NegativeInfinity),
        ["ReduceMin"] = Arithmetic.Reduction(Math.Min, double.PositiveInfinity),
    };

    public static bool Knows(string type) => s_operators.ContainsKey(type);

    /// <summary>The outputs of a node whose inputs are all known, or null where it is not one that is computed here.</summary>
    /// <param name="node">The node.</param>
    /// <param name="constant">An array that is known, by name.</param>
    /// <param name="allowance">Counts the arrays that are made.</param>
    public static IReadOnlyList<OnnxTensor>? TryRun(OnnxNode node, Func<string, OnnxTensor?> constant, MemoryAllowance allowance)
    {
        if (!s_operators.TryGetValue(node.Type, out Func<OnnxNode, OnnxTensor?[], IReadOnlyList<OnnxTensor>>? compute))
        {
            return null;
        }

        OnnxTensor?[] inputs = new OnnxTensor?[node.Inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            if (node.HasInput(i) && (inputs[i] = constant(node.Inputs[i])) is null)
            {
                return null;
            }
        }

        // No operator gives more than all of its inputs, but those that Sizes.Computed limits.
        allowance.Require(inputs.Sum(input => input?.Bytes ?? 0));
        IReadOnlyList<OnnxTensor> outputs = compute(node, inputs);
        allowance.Take(outputs.Where(output => !inputs.Any(input => input is not null && input.SharesElements(output))).Sum(output => output.Bytes));
        return outputs;
    }
}
