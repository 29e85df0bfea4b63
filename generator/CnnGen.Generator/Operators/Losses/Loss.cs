using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Losses;

/// <summary>What training makes small; the mean over the batch, and over the positions or values of an image.</summary>
internal abstract record Loss : Operator, ILoss
{
    /// <summary>What the loss is multiplied by before it is added to those of other outputs.</summary>
    public float Weight { get; init; } = 1;

    /// <summary>Whether targets are class indices, not values.</summary>
    public abstract bool TakesLabel { get; }

    /// <summary>
    /// What is applied to the scores that the loss reads before they are given to the user: the loss applies it itself. Null where nothing is.
    /// </summary>
    public virtual Operator? OutputActivation(TensorShape input) => null;

    /// <summary>Whether the loss applies a softmax or sigmoid itself.</summary>
    public virtual bool ReadsLogits => false;

    /// <summary>Positions of an image that have a label each: 1 for a vector of scores, rows × columns for an image of them.</summary>
    public virtual int Positions(TensorShape input) => 1;

    /// <summary>Numbers that the library's function takes beside the usual arguments.</summary>
    public virtual EquatableArray<float> Options => [];

    public int TargetLength(TensorShape input) => TakesLabel ? Positions(input) : input.Length;

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) => TensorShape.Vector(1);

    /// <summary>The attribute's name.</summary>
    public string Kind => GetType().Name;

    public override string Describe() => Weight == 1 ? Kind : $"{Kind}, weight {Numerals.Plain(Weight)}";

    /// <summary>The definition of a loss whose attribute has its name. All losses are prefixed alike.</summary>
    protected static LayerDefinition Define(Loss loss, Func<LayerReader, LayerInput, Loss?> read) =>
        new(loss.Kind, "loss", layer => Read(layer, read)) { Loss = loss };

    private static Operator? Read(LayerReader layer, Func<LayerReader, LayerInput, Loss?> read)
    {
        float weight = layer.Finite("Weight", "the weight", otherwise: 1);
        if (weight < 0)
        {
            layer.Error(DiagnosticIds.LossNumber, "Weight", layer.Name, "the weight", Numerals.Plain(weight), "a number of at least 0");
        }

        return layer.Input is { } input && read(layer, input) is { } loss ? loss with { Weight = weight } : null;
    }

    /// <summary>Reports a number that is not within bounds.</summary>
    protected static void Require(bool holds, LayerReader layer, string argument, string what, float value, string instead)
    {
        if (!holds)
        {
            layer.Error(DiagnosticIds.LossNumber, argument, layer.Name, what, Numerals.Plain(value), instead);
        }
    }

    /// <summary>In a training graph the value of a loss is the gradient of what it reads.</summary>
    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) => gradients.Send(gradients[node].Inputs[0], node);
}
