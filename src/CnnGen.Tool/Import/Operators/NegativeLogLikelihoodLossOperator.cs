using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>
/// The negative logarithm of the probability of a class that is known, as the mean or sum over positions, or for each: a weighted sum of all values.
/// </summary>
internal static class NegativeLogLikelihoodLossOperator
{
    public static readonly OnnxOperator Definition = new("NegativeLogLikelihoodLoss", "a weighted sum, where the classes are known: a 1×1 `Conv`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        int[] shape = t.ShapeOf(node.Inputs[0]);
        if (!t.IsConstant(node.Inputs[1]))
        {
            throw new NotExpressibleException("it reads logarithms, CrossEntropy probabilities; use SoftmaxCrossEntropy before the LogSoftmax");
        }

        OnnxTensor classes = t.Constant(node.Inputs[1]);
        float[]? weights = t.ConstantOrNull(node, 2)?.AsReals();
        int? ignored = node.Has("ignore_index") ? node.Integer("ignore_index", 0) : null;
        Value x = t.Read(node.Inputs[0], new string('C', shape.Length));
        int inner = (int)Sizes.Product(shape.Skip(2));
        int positions = shape[0] * inner;
        if (classes.Length != positions)
        {
            throw new OnnxFileException($"{node}: {classes.Length} classes for {positions} positions.");
        }

        // For each position the element that counts, and how much.
        (int Element, float Weight)[] terms = [.. classes.Integers.Select((label, position) => label == ignored
            ? (-1, 0f)
            : label >= 0 && label < shape[1]
                ? ((int)((((position / inner) * (long)shape[1]) + label) * inner) + (position % inner), weights?[label] ?? 1f)
                : throw new OnnxFileException($"{node}: class {label} of {shape[1]}."))];
        string reduction = node.Text("reduction", "mean");
        float divisor = reduction == "mean" ? terms.Sum(term => term.Weight) : 1f;
        if (reduction == "none")
        {
            Layer each = t.Mix(x.Layer, positions, (output, input) => terms[output].Element == input ? -terms[output].Weight : 0f);
            t.Define(node.Outputs[0], each, classes.Shape, new string('C', classes.Rank));
            return;
        }

        Dictionary<int, float> byElement = terms.Where(term => term.Element >= 0).ToDictionary(term => term.Element, term => -term.Weight / divisor);
        t.Define(node.Outputs[0], t.Mix(x.Layer, 1, (_, input) => byElement.GetValueOrDefault(input)), [], "");
    }
}
