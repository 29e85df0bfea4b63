using CnnGen.Onnx.Tests.Suite;
using CnnGen.Onnx.Tests.Translation;

namespace CnnGen.Onnx.Tests.Operators;

/// <summary>Functions of each value by itself.</summary>
internal static class Pointwise
{
    public static Action<Translator, OnnxNode> Simple(string layer) => (t, node) => Apply(t, node, layer);

    public static void Elu(Translator t, OnnxNode node) => Apply(t, node, "Elu", Translator.Number(node.Real("alpha", 1f)));

    public static void LeakyRelu(Translator t, OnnxNode node) => Apply(t, node, "LeakyRelu", Translator.Number(node.Real("alpha", 0.01f)));

    public static void HardSigmoid(Translator t, OnnxNode node) => Apply(
        t, node, "HardSigmoid", $"Alpha = {Translator.Number(node.Real("alpha", 0.2f))}", $"Beta = {Translator.Number(node.Real("beta", 0.5f))}");

    /// <summary>The bounds are attributes up to version 10 and inputs from 11 on.</summary>
    public static void Clip(Translator t, OnnxNode node)
    {
        float min = node.HasInput(1) ? t.Constant(node.Proto.Input[1]).Scalar : node.Real("min", float.NegativeInfinity);
        float max = node.HasInput(2) ? t.Constant(node.Proto.Input[2]).Scalar : node.Real("max", float.PositiveInfinity);
        Apply(t, node, "Clip", Translator.Number(min), Translator.Number(max));
    }

    public static void Dropout(Translator t, OnnxNode node)
    {
        float rate = node.HasInput(1) ? t.Constant(node.Proto.Input[1]).Scalar : node.Real("ratio", 0.5f);
        Apply(t, node, "Dropout", Translator.Number(rate));
    }

    public static void Identity(Translator t, OnnxNode node) => Apply(t, node, "Dropout", "0.5f");

    /// <summary>γ·elu(x).</summary>
    public static void Selu(Translator t, OnnxNode node)
    {
        Value x = t.Read(node.Proto.Input[0]);
        string elu = t.Layer("Elu", x.Label, Translator.Number(node.Real("alpha", 1.67326319217681884765625f)));
        t.Define(node.Proto.Output[0], x with { Label = Scale(t, elu, x.Channels, _ => node.Real("gamma", 1.05070102214813232421875f)) });
    }

    /// <summary>max(0, x) + min(0, α·(e^(x/α) − 1)) = α·elu(x/α).</summary>
    public static void Celu(Translator t, OnnxNode node)
    {
        Value x = t.Read(node.Proto.Input[0]);
        float alpha = node.Real("alpha", 1f);
        string elu = t.Layer("Elu", Scale(t, x.Label, x.Channels, _ => 1f / alpha));
        t.Define(node.Proto.Output[0], x with { Label = Scale(t, elu, x.Channels, _ => alpha) });
    }

    /// <summary>relu(x) − slope·relu(−x).</summary>
    public static void PRelu(Translator t, OnnxNode node)
    {
        string name = node.Proto.Input[0];
        int[] shape = t.ShapeOf(name);
        OnnxTensor slope = t.Constant(node.Proto.Input[1]);
        string placement = slope.Length == 1 ? Placements.Default(shape.Length)
            : slope.Length == shape.Aggregate(1, (a, b) => a * b) ? new string('C', shape.Length)
            : node.OperatorSet < 7 && slope.Length == shape[1] ? Placements.Default(shape.Length)
            : slope.Length == shape[^1] ? Placements.ChannelsAmongImages(shape.Length, shape.Length - 1)
            : throw new NotExpressibleException("slopes along several axes");
        Value x = t.Read(name, placement);
        string positive = t.Layer("Relu", x.Label);
        string negative = t.Layer("Relu", Scale(t, x.Label, x.Channels, _ => -1f));
        string scaled = Scale(t, negative, x.Channels, channel => -slope.Values[slope.Length == 1 ? 0 : channel]);
        t.Define(node.Proto.Output[0], x with { Label = t.Joining("Add", positive, scaled) });
    }

    /// <summary>log(1 + eˣ) = −log(softmax(0, x)₀).</summary>
    public static void Softplus(Translator t, OnnxNode node)
    {
        Value x = t.Read(node.Proto.Input[0], new string('N', t.ShapeOf(node.Proto.Input[0]).Length));
        string pair = t.Mix(x.Label, 2, 1, (output, _) => output);
        string logarithms = t.Layer("LogSoftmax", pair);
        t.Define(node.Proto.Output[0], x with { Label = t.Mix(logarithms, 1, 2, (_, input) => input == 0 ? -1f : 0f) });
    }

    private static string Scale(Translator t, string from, int channels, Func<int, float> factor) =>
        t.Mix(from, channels, channels, (output, input) => output == input ? factor(output) : 0f);

    private static void Apply(Translator t, OnnxNode node, string layer, params IEnumerable<string> arguments)
    {
        Value x = t.Read(node.Proto.Input[0]);
        t.Define(node.Proto.Output[0], x with { Label = t.Layer(layer, x.Label, arguments) });
    }
}
