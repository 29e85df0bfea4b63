using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;
using CnnGen.Generator.Operators.Shapes;
using CnnGen.Geometry;

namespace CnnGen.Generator.Operators.Convolutions;

/// <summary>
/// The transposed convolution: what the gradient of a convolution's input computes. Its axes are those of that convolution, from the output of this
/// layer to its input. Weights [ic, oc / groups, kh, kw].
/// </summary>
internal sealed record TransposedConvolution(WindowAxis Vertical, WindowAxis Horizontal, int Filters, int Groups, bool HasBias) : Operator
{
    public static readonly LayerDefinition Definition = new("ConvTranspose", "convtranspose", Read);

    private static readonly WindowVocabulary s_words =
        new("kernel", Size: "kernel", Height: "kernelHeight", Width: "kernelWidth", StrideIsSize: false, PadsWithNothing: false);

    /// <summary>The convolution that leads from the output's shape to the input's, with these weights.</summary>
    public Convolution Convolution(int inputChannels) => new(Vertical, Horizontal, inputChannels, HasBias: false) { Groups = Groups };

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) => new(Vertical.N, Horizontal.N, Filters);

    public override long MultiplyAdds(EquatableArray<TensorShape> inputs) => Convolution(inputs[0].Channels).MultiplyAdds([OutputShape(inputs)]);

    public override EquatableArray<ParameterSpec> Parameters(string name, EquatableArray<TensorShape> inputs)
    {
        // PyTorch takes the second axis for the inputs of a unit, here too.
        int fanIn = Filters / Groups * Vertical.F * Horizontal.F;
        ParameterSpec weight = new($"{name}.weight", [inputs[0].Channels, Filters / Groups, Vertical.F, Horizontal.F], fanIn, ParameterRole.Weight);
        return HasBias ? [weight, new ParameterSpec($"{name}.bias", [Filters], fanIn, ParameterRole.Bias)] : [weight];
    }

    public override bool CanBeFrozen => true;

    public override string Describe() =>
        $"ConvTranspose {Numerals.Plain(Filters)} × {WindowText.Describe(Vertical, Horizontal)}{(Groups == 1 ? "" : $", {Numerals.Plain(Groups)} groups")}"
        + $"{(HasBias ? "" : ", no bias")}";

    public override string Arithmetic(EquatableArray<TensorShape> inputs)
    {
        string vertical = SizeFormula.TransposedSize(Vertical, inputs[0].Height);
        return inputs[0].Height == inputs[0].Width && Vertical == Horizontal
            ? vertical
            : $"{vertical}, {SizeFormula.TransposedSize(Horizontal, inputs[0].Width)}";
    }

    /// <summary>
    /// The gradient of a transposition is the convolution itself; both gradients read dOut with the rows and columns that were cut off as zeros.
    /// </summary>
    public override void Differentiate(GradientBuilder gradients, int node, int dOutput)
    {
        Node layer = gradients[node];
        int input = layer.Inputs[0];
        TensorShape shape = gradients[input].Shape;
        if (HasBias && gradients.Trains(node))
        {
            gradients.Add(layer.Name + " bias gradient", new BiasGradient(layer.Parameters[1]), TensorShape.Vector(0), dOutput);
        }

        ZeroPad pad = new(Vertical.Before, Vertical.After, Horizontal.Before, Horizontal.After, 0, 0);
        if (pad != new ZeroPad(0, 0, 0, 0, 0, 0))
        {
            dOutput = gradients.Add(layer.Name + " padded gradient", pad, pad.OutputShape([layer.Shape]), dOutput);
        }

        Convolution convolution = Convolution(shape.Channels) with { Vertical = Padded(Vertical), Horizontal = Padded(Horizontal) };
        if (gradients.Trains(node))
        {
            gradients.Add(
                layer.Name + " weight gradient",
                new ConvolutionWeightGradient(convolution, [layer.Parameters[0]]),
                TensorShape.Vector(0),
                dOutput,
                input);
        }

        if (gradients.Wants(input))
        {
            FusedConvolution backward = new(convolution, null, null, KeepsArgMax: false) { SharedWeight = layer.Parameters[0] };
            gradients.Send(input, gradients.Add(layer.Name + " input gradient", backward, shape, dOutput));
        }
    }

    private static WindowAxis Padded(WindowAxis axis) => axis with { N = (int)axis.PaddedSize, Before = 0, After = 0 };

    private static Operator? Read(LayerReader layer)
    {
        int filters = layer.Size("filters", "number of filters");
        int groups = GroupRule.Read(layer, filters);
        bool hasBias = layer.Flag("Bias", otherwise: true);
        TransposedAxisReader height = new(layer, AxisReader.Height(layer, s_words), "OutputPaddingHeight");
        TransposedAxisReader width = new(layer, AxisReader.Width(layer, s_words), "OutputPaddingWidth");
        if (layer.IsWrong || layer.Input is not { Shape: var input })
        {
            return null;
        }

        WindowAxis vertical = height.Over(input.Height);
        WindowAxis horizontal = width.Over(input.Width);
        return layer.IsWrong ? null : new TransposedConvolution(vertical, horizontal, filters, groups, hasBias);
    }
}
