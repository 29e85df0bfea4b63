using CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>Appends functions of each value by itself, with arguments that are sometimes written and sometimes left out.</summary>
internal sealed class RandomActivations(Random random, NetworkDraft draft)
{
    public void Any()
    {
        Action[] all = [Elu, HardSigmoid, HardSwish, Silu, Gelu, Clip, Softplus, Selu, Mish];
        all[random.Next(all.Length)]();
    }

    public void Elu() => Either(("Elu", [], new Elu(1)), ("Elu", ["0.4f"], new Elu(0.4f)), ("Elu", ["-0.3f"], new Elu(-0.3f)));

    public void HardSigmoid()
    {
        if (random.Next(2) == 0)
        {
            draft.Append(new LayerText("HardSigmoid"), new HardSigmoid(1f / 6f, 0.5));
        }
        else
        {
            draft.Append(new LayerText("HardSigmoid").Set("Alpha", "0.2f").Set("Beta", "0.6f"), new HardSigmoid(0.2f, 0.6f));
        }
    }

    public void HardSwish() => draft.Append(new LayerText("HardSwish"), new HardSwish());

    public void Silu() => draft.Append(new LayerText("Silu"), new Silu());

    public void Softplus() => draft.Append(new LayerText("Softplus"), new Softplus());

    public void Selu() => draft.Append(new LayerText("Selu"), new Selu());

    public void Mish() => draft.Append(new LayerText("Mish"), new Mish());

    public void Gelu()
    {
        if (random.Next(2) == 0)
        {
            draft.Append(new LayerText("Gelu"), new Gelu());
        }
        else
        {
            draft.Append(new LayerText("Gelu").Set("Approximate", "true"), new GeluTanh());
        }
    }

    public void Clip() => Either(
        ("Clip", ["0", "6"], new Clip(0, 6)),
        ("Clip", ["-0.5f", "0.7f"], new Clip(-0.5f, 0.7f)),
        ("Clip", ["float.NegativeInfinity", "0.3f"], new Clip(double.NegativeInfinity, 0.3f)));

    /// <summary>Slopes as training may have left them, some of them negative.</summary>
    public void PRelu() => draft.Append(new LayerText("PRelu"), new PRelu([.. draft.Weights(draft.Shape.Channels, 3).Select(x => (double)(float)(0.2 + x))]));

    private void Either(params (string Kind, string[] Arguments, RefOperator Operator)[] choices)
    {
        (string kind, string[] arguments, RefOperator op) = choices[random.Next(choices.Length)];
        draft.Append(new LayerText(kind, arguments), op);
    }
}
