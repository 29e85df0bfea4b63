using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Losses;

/// <summary>The loss of that name.</summary>
internal sealed record MeanAbsoluteError : Loss
{
    public static readonly LayerDefinition Definition = Define(new MeanAbsoluteError(), static (_, _) => new MeanAbsoluteError());

    public override bool TakesLabel => false;
}
