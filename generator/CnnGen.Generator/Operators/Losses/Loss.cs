using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Losses;

/// <summary>What training makes small; the mean over the batch.</summary>
internal abstract record Loss : Operator, ILoss
{
    /// <summary>Whether the target is a class index, not a vector of values.</summary>
    public abstract bool TakesLabel { get; }

    /// <summary>Whether the loss applies a softmax itself: then it reads scores, and the network's output is a softmax of them.</summary>
    public virtual bool IncludesSoftmax => false;

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) => TensorShape.Vector(1);

    /// <summary>The definition of a loss whose attribute has its name. All losses are prefixed alike: there is one a network.</summary>
    protected static LayerDefinition Define(Loss loss, Action<LayerReader, LayerInput>? advise = null) =>
        new(loss.Describe(), "loss", layer => loss.Read(layer, advise)) { Loss = loss };

    private Operator? Read(LayerReader layer, Action<LayerReader, LayerInput>? advise)
    {
        if (layer.Input is not { } input)
        {
            return null;
        }

        if (TakesLabel && !input.Shape.IsVector)
        {
            layer.Error(DiagnosticIds.LossNeedsVector, null, layer.Name, Describe(), input.Name, input.Shape.ToString());
            return null;
        }

        if (TakesLabel && input.Shape.Length == 1 && input.Operator is not Softmax)
        {
            layer.Note(DiagnosticIds.SoftmaxOfOne, null, layer.Name);
        }

        advise?.Invoke(layer, input);
        return this;
    }

    /// <summary>In a training graph the value of a loss is the gradient of what it reads.</summary>
    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) => gradients.Send(gradients[node].Inputs[0], node);
}
