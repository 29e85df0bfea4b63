using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Losses;

/// <summary>The loss of that name: squares of small differences, beyond them straight lines.</summary>
internal sealed record Huber : Loss
{
    public static readonly LayerDefinition Definition = Define(new Huber(), static (layer, _) =>
    {
        float delta = layer.Finite("Delta", "delta", otherwise: 1);
        Require(delta > 0, layer, "Delta", "delta", delta, "a number above 0");
        return new Huber { Delta = delta };
    });

    /// <summary>Where the line begins.</summary>
    public float Delta { get; init; } = 1;

    public override bool TakesLabel => false;

    public override EquatableArray<float> Options => [Delta];
}
