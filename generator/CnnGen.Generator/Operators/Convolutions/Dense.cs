using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Convolutions;

/// <summary>Fully connected over a vector. Weights [out, in].</summary>
internal sealed record Dense(int Units, bool HasBias) : Operator
{
    public static readonly LayerDefinition Definition = new("Dense", "fc", Read) { TakesVector = true };

    /// <summary>
    /// Twice the largest dense layer of the classic networks (VGG: 25,088 × 4,096). Beyond it a missing pooling layer is likelier than intent.
    /// </summary>
    private const long AbsurdWeights = 200_000_000;

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) => TensorShape.Vector(Units);

    public override long MultiplyAdds(EquatableArray<TensorShape> inputs) => (long)inputs[0].Length * Units;

    public override EquatableArray<ParameterSpec> Parameters(string name, EquatableArray<TensorShape> inputs)
    {
        int length = inputs[0].Length;
        ParameterSpec weight = new($"{name}.weight", [Units, length], length, ParameterRole.Weight);
        return HasBias ? [weight, new ParameterSpec($"{name}.bias", [Units], length, ParameterRole.Bias)] : [weight];
    }

    public override bool CanBeFrozen => true;

    public override string Describe() => $"Dense {Numerals.Plain(Units)}{(HasBias ? "" : ", no bias")}";

    private static Operator? Read(LayerReader layer)
    {
        int units = layer.Size("units", "number of units");
        bool hasBias = layer.Flag("Bias", otherwise: true);
        if (layer.IsWrong)
        {
            return null;
        }

        layer.KnownOutput = TensorShape.Vector(units);
        if (layer.Input is not { Shape: var input })
        {
            return null;
        }

        long weights = (long)input.Length * units;
        if (weights is > AbsurdWeights and <= SizeLimits.Parameters)
        {
            layer.Note(
                DiagnosticIds.AbsurdDense,
                "units",
                layer.Name,
                Numerals.Grouped(input.Length),
                Numerals.Grouped(units),
                Numerals.Grouped(weights),
                Numerals.Grouped(weights * sizeof(float) / 1_000_000));
        }

        return new Dense(units, hasBias);
    }
}
