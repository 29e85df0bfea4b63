using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Activations;

namespace CnnGen.Generator.Operators.Convolutions;

/// <summary>A dense layer with its activation, in training. Made by passes.</summary>
internal sealed record FusedDense(Dense Dense, Activation? Activation) : Operator
{
    public override long MultiplyAdds(EquatableArray<TensorShape> inputs) => Dense.MultiplyAdds(inputs);

    public override string Describe() => Dense.Describe() + (Activation is null ? "" : ", " + Activation.Describe());

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput)
    {
        Node layer = gradients[node];
        int input = layer.Inputs[0];
        if (Activation is not null)
        {
            dOutput = gradients.Add(layer.Name + " activation gradient", new ActivationGradient(Activation), layer.Shape, node, dOutput);
        }

        if (gradients.Trains(node))
        {
            gradients.Add(layer.Name + " weight gradient", new DenseWeightGradient(layer.Parameters), TensorShape.Vector(0), input, dOutput);
        }

        if (gradients.Wants(input))
        {
            gradients.Send(input, gradients.Add(layer.Name + " input gradient", new DenseInputGradient(layer.Parameters[0]), gradients[input].Shape, dOutput));
        }
    }
}

/// <summary>dWeight[o, i] += dOut[o] · in[i], dBias[o] += dOut[o], over the images. Reads (in, dOut); its result goes to the gradient.</summary>
internal sealed record DenseWeightGradient(EquatableArray<ParameterSpec> Tensors) : Operator, IParameterGradient
{
    public override string Describe() => "Dense, gradient of weights";
}

/// <summary>dIn[i] = Σ dOut[o] · weight[o, i]. Reads (dOut).</summary>
internal sealed record DenseInputGradient(ParameterSpec Weight) : Operator
{
    public override string Describe() => "Dense, gradient of input";
}
