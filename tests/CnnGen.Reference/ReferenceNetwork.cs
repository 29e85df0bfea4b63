using CnnGen.Reference.Losses;
using CnnGen.Reference.Operators;

namespace CnnGen.Reference;

/// <summary>A network in double precision, as slow and as plain as possible: what every generated network is compared with.</summary>
public sealed class ReferenceNetwork
{
    private readonly List<RefLayer> _layers = [];

    public IReadOnlyList<RefLayer> Layers => _layers;

    /// <summary>The loss of a trainable network; it reads the last layer.</summary>
    public RefLoss? Loss { get; set; }

    /// <summary>All parameters by full name (<c>conv1.weight</c>), in the order of the layers.</summary>
    public IEnumerable<(string Name, RefParameter Parameter)> Parameters =>
        _layers.SelectMany(layer => layer.Operator.Parameters.Select(parameter => ($"{layer.Name}.{parameter.Suffix}", parameter)));

    /// <summary>Adds a layer that reads the given values, by default the one before it.</summary>
    /// <returns>The index of its output, for the <c>inputs</c> of later layers; the image has index 0.</returns>
    public int Add(string name, RefOperator @operator, params int[] inputs)
    {
        _layers.Add(new RefLayer(name, @operator, inputs.Length == 0 ? [_layers.Count] : inputs));
        return _layers.Count;
    }

    /// <summary>What <c>Forward</c> of a generated network gives for one image.</summary>
    public RefTensor Forward(RefTensor image)
    {
        RefTensor last = Values([image], training: false)[^1][0];
        return Loss is null ? last : Loss.Output(last);
    }

    /// <summary>What <c>Logits</c> of a generated network gives for one image: before the softmax, if the network ends in one.</summary>
    public RefTensor Logits(RefTensor image)
    {
        RefTensor[][] values = Values([image], training: false);
        return _layers is [.., { Operator: Softmax } softmax] ? values[softmax.Inputs[0]][0] : values[^1][0];
    }

    /// <summary>What <see cref="Forward"/> gives in training, where batch norms take the statistics of the batch.</summary>
    public IEnumerable<RefTensor> TrainingOutputs(IEnumerable<RefTensor> images) =>
        Values([.. images], training: true)[^1].Select(last => RequiredLoss.Output(last));

    /// <summary>The mean loss of a batch in training.</summary>
    public double MeanLoss(IReadOnlyList<RefTensor> images, IReadOnlyList<RefTarget> targets) =>
        Values([.. images], training: true)[^1].Select((x, image) => RequiredLoss.Value(x, targets[image])).Average();

    /// <summary>Mean loss of a batch and its gradients.</summary>
    public RefGradients Backward(IReadOnlyList<RefTensor> images, IReadOnlyList<RefTarget> targets)
    {
        foreach ((_, RefParameter parameter) in Parameters)
        {
            parameter.Clear();
        }

        RefTensor[][] values = Values([.. images], training: true);
        RefTensor[][] gradients = [.. values.Select(batch => batch.Select(value => value.ZerosLike()).ToArray())];
        double loss = 0;
        for (int image = 0; image < images.Count; image++)
        {
            RefTensor last = values[^1][image];
            loss += RequiredLoss.Value(last, targets[image]) / images.Count;
            RefTensor gradient = RequiredLoss.Gradient(last, targets[image]);
            for (int i = 0; i < gradient.Length; i++)
            {
                gradients[^1][image].Values[i] = gradient.Values[i] / images.Count;
            }
        }

        for (int k = _layers.Count - 1; k >= 0; k--)
        {
            RefLayer layer = _layers[k];
            layer.Operator.Backward(Select(values, layer), values[k + 1], gradients[k + 1], Select(gradients, layer));
        }

        return new RefGradients(
            loss,
            Parameters.ToDictionary(p => p.Name, p => (double[])p.Parameter.Gradient.Clone()),
            Parameters.ToDictionary(p => p.Name, p => (double[])p.Parameter.GradientSize.Clone()),
            gradients[0]);
    }

    /// <summary>All values of one image in inference, and the gradient of each.</summary>
    /// <param name="image">The image, which has index 0.</param>
    /// <param name="logitsGradient">The gradient of what <see cref="Logits"/> gives.</param>
    public (RefTensor[] Values, RefTensor[] Gradients) Inspect(RefTensor image, double[] logitsGradient)
    {
        RefTensor[][] values = Values([image], training: false);
        RefTensor[][] gradients = [.. values.Select(value => new[] { value[0].ZerosLike() })];
        int logits = _layers is [.., { Operator: Softmax } softmax] ? softmax.Inputs[0] : values.Length - 1;
        logitsGradient.CopyTo(gradients[logits][0].Values, 0);
        for (int k = logits - 1; k >= 0; k--)
        {
            RefLayer layer = _layers[k];
            layer.Operator.Backward(Select(values, layer), values[k + 1], gradients[k + 1], Select(gradients, layer));
        }

        return ([.. values.Select(value => value[0])], [.. gradients.Select(gradient => gradient[0])]);
    }

    /// <summary>Whether what one image gives in training depends on the other images of its batch.</summary>
    public bool MixesImages => _layers.Exists(layer => layer.Operator is BatchNorm);

    /// <summary>What a batch in training makes of the running averages.</summary>
    public void UpdateAverages(IReadOnlyList<RefTensor> images)
    {
        RefTensor[][] values = Values([.. images], training: true);
        foreach (RefLayer layer in _layers)
        {
            (layer.Operator as BatchNorm)?.UpdateAverages(values[layer.Inputs[0]]);
        }
    }

    /// <summary>The smallest <see cref="RefOperator.KinkDistance"/> of all layers in training and, with a target, of the loss.</summary>
    public double KinkDistance(RefTensor image, RefTarget? target = null) => KinkDistance([image], target is { } t ? [t] : null);

    /// <summary>The smallest distance of any image of a batch.</summary>
    public double KinkDistance(IReadOnlyList<RefTensor> images, IReadOnlyList<RefTarget>? targets, bool training = true)
    {
        RefTensor[][] values = Values([.. images], training);
        double distance = double.PositiveInfinity;
        for (int image = 0; image < images.Count; image++)
        {
            distance = Loss is not null && targets is not null ? Math.Min(distance, Loss.KinkDistance(values[^1][image], targets[image])) : distance;
            foreach (RefLayer layer in _layers)
            {
                distance = Math.Min(distance, layer.Operator.KinkDistance([.. layer.Inputs.Select(input => values[input][image])]));
            }
        }

        return distance;
    }

    private RefLoss RequiredLoss => Loss ?? throw new InvalidOperationException("The network has no loss.");

    private RefTensor[][] Values(RefTensor[] images, bool training)
    {
        var values = new RefTensor[_layers.Count + 1][];
        values[0] = images;
        for (int k = 0; k < _layers.Count; k++)
        {
            values[k + 1] = _layers[k].Operator.Forward(Select(values, _layers[k]), training);
        }

        return values;
    }

    private static RefTensor[][] Select(RefTensor[][] values, RefLayer layer) => [.. layer.Inputs.Select(input => values[input])];
}
