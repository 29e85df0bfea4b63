using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;
using CnnGen.Geometry;

namespace CnnGen.Generator.Operators.Convolutions;

/// <summary>Convolution over height and width. Weights [oc, ic / groups, kh, kw].</summary>
internal sealed record Convolution(WindowAxis Vertical, WindowAxis Horizontal, int Filters, bool HasBias) : Operator
{
    public static readonly LayerDefinition Definition = new("Conv", "conv", Read);

    private static readonly WindowVocabulary s_words =
        new("kernel", Size: "kernel", Height: "kernelHeight", Width: "kernelWidth", StrideIsSize: false, PadsWithNothing: false);

    /// <summary>Groups of channels that do not see each other.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Output channels of one group.</summary>
    public int GroupFilters => Filters / Groups;

    /// <summary>Input channels of one group: those that a filter reads.</summary>
    public int GroupChannels(int inputChannels) => inputChannels / Groups;

    /// <summary>
    /// Inputs that an output is the sum of, each times a weight: the length of a filter, and the steps of a kernel that adds one after the other.
    /// </summary>
    public int ReductionLength(int inputChannels) => Vertical.F * Horizontal.F * GroupChannels(inputChannels);

    /// <summary>Whether each input channel is a group of its own, so that vectors can run along the groups.</summary>
    public bool IsDepthwise(int inputChannels) => Groups > 1 && Groups == inputChannels;

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) => new(Vertical.OutputSize, Horizontal.OutputSize, Filters);

    public override long MultiplyAdds(EquatableArray<TensorShape> inputs) =>
        (long)Vertical.OutputSize * Horizontal.OutputSize * Filters * ReductionLength(inputs[0].Channels);

    public override EquatableArray<ParameterSpec> Parameters(string name, EquatableArray<TensorShape> inputs)
    {
        int fanIn = ReductionLength(inputs[0].Channels);
        ParameterSpec weight = new($"{name}.weight", [Filters, GroupChannels(inputs[0].Channels), Vertical.F, Horizontal.F], fanIn, ParameterRole.Weight);
        return HasBias ? [weight, new ParameterSpec($"{name}.bias", [Filters], fanIn, ParameterRole.Bias)] : [weight];
    }

    /// <summary>Whether it was declared as a dense layer, whose window is the whole image.</summary>
    public bool IsDense { get; init; }

    public override bool CanBeFrozen => true;

    public override string Describe() => IsDense ? $"Dense {Numerals.Plain(Filters)}{(HasBias ? "" : ", no bias")}" : DescribeWindow();

    private string DescribeWindow() =>
        $"Conv {Numerals.Plain(Filters)} × {WindowText.Describe(Vertical, Horizontal)}{(Groups == 1 ? "" : $", {Numerals.Plain(Groups)} groups")}"
        + $"{(HasBias ? "" : ", no bias")}";

    public override string Arithmetic(EquatableArray<TensorShape> inputs) => SizeFormula.OutputSize(Vertical, Horizontal);

    private static Operator? Read(LayerReader layer)
    {
        int filters = layer.Size("filters", "number of filters");
        int groups = GroupRule.Read(layer, filters);
        bool hasBias = layer.Flag("Bias", otherwise: true);
        return WindowReader.Read(layer, s_words) is var (vertical, horizontal) && !layer.IsWrong
            ? new Convolution(vertical, horizontal, filters, hasBias) { Groups = groups }
            : null;
    }
}
