using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>(x − μ[c])/√(σ²[c] + ε) · weight[c] + bias[c]: with the statistics of the batch in training, with running averages in inference.</summary>
internal sealed record BatchNorm(float Epsilon, float Momentum) : Operator
{
    public static readonly LayerDefinition Definition = new("BatchNorm", "bn", Read);

    private const float DefaultMomentum = 0.1f;

    /// <summary>PyTorch's tensors in PyTorch's order: two that are trained and two that are averaged.</summary>
    public override EquatableArray<ParameterSpec> Parameters(string name, EquatableArray<TensorShape> inputs)
    {
        int channels = inputs[0].Channels;
        return
        [
            new ParameterSpec($"{name}.weight", [channels], 1, ParameterRole.Scale),
            new ParameterSpec($"{name}.bias", [channels], 1, ParameterRole.Shift),
            new ParameterSpec($"{name}.running_mean", [channels], 1, ParameterRole.RunningMean),
            new ParameterSpec($"{name}.running_var", [channels], 1, ParameterRole.RunningVariance),
        ];
    }

    public override bool CanBeFrozen => true;

    public override string Describe() =>
        "BatchNorm"
        + EpsilonRule.Describe(Epsilon)
        + (Momentum == DefaultMomentum ? "" : $", momentum {Numerals.Plain(Momentum)}");

    private static Operator? Read(LayerReader layer)
    {
        float epsilon = EpsilonRule.Read(layer);
        float momentum = layer.Real("Momentum", otherwise: DefaultMomentum);
        if (!(momentum >= 0 && momentum <= 1))
        {
            layer.Error(DiagnosticIds.BatchNormNumber, "Momentum", layer.Name, "momentum", Numerals.Plain(momentum), "a share from 0 to 1, such as 0.1f");
        }

        return layer.IsWrong || layer.Input is null ? null : new BatchNorm(epsilon, momentum);
    }
}
