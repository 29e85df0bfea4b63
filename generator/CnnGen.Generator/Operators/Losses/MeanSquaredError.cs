using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Losses;

/// <summary>The loss of that name.</summary>
internal sealed record MeanSquaredError : Loss
{
    public static readonly LayerDefinition Definition = Define(new MeanSquaredError(), static (_, _) => new MeanSquaredError());

    public override bool TakesLabel => false;
}
