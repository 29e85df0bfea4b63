using CnnGen.Reference.Losses;
using CnnGen.Reference.Operators;

namespace CnnGen.Reference;

/// <summary>
/// A network of several inputs, outputs and losses in double precision. An operator that is added twice has one set of weights, whose gradients are added.
/// </summary>
/// <param name="inputs">How many inputs it has; they are the first values.</param>
public sealed class ReferenceGraph(int inputs)
{
    private readonly List<RefLayer> _layers = [];
    private readonly List<(BatchLoss Loss, int Value, double Weight)> _losses = [];

    /// <summary>All parameters by full name, in the order of the layers; each once.</summary>
    public IEnumerable<(string Name, RefParameter Parameter)> Parameters => _layers
        .SelectMany(layer => layer.Operator.Parameters.Select(parameter => (Name: $"{layer.Name}.{parameter.Suffix}", Parameter: parameter)))
        .DistinctBy(pair => pair.Parameter, ReferenceEqualityComparer.Instance);

    /// <summary>Adds a layer.</summary>
    /// <returns>The index of its value.</returns>
    public int Add(string name, RefOperator @operator, params int[] reads)
    {
        _layers.Add(new RefLayer(name, @operator, reads));
        return inputs + _layers.Count - 1;
    }

    /// <summary>Adds a loss of a value.</summary>
    public void AddLoss(BatchLoss loss, int value, double weight = 1) => _losses.Add((loss, value, weight));

    /// <summary>All values, [value][image].</summary>
    /// <param name="images">The inputs, [input][image].</param>
    /// <param name="isTraining">Whether batch norms take the statistics of the batch.</param>
    public RefTensor[][] Values(RefTensor[][] images, bool isTraining)
    {
        var values = new RefTensor[inputs + _layers.Count][];
        images.CopyTo(values, 0);
        for (int k = 0; k < _layers.Count; k++)
        {
            values[inputs + k] = _layers[k].Operator.Forward([.. _layers[k].Inputs.Select(input => values[input])], isTraining);
        }

        return values;
    }

    /// <summary>The weighted sum of the losses.</summary>
    /// <param name="images">The inputs, [input][image].</param>
    /// <param name="targets">The targets, [loss][image].</param>
    public double Loss(RefTensor[][] images, double[][][] targets)
    {
        RefTensor[][] values = Values(images, isTraining: true);
        return _losses.Select((loss, i) => loss.Weight * loss.Loss.Value(values[loss.Value], targets[i])).Sum();
    }

    /// <summary>Leaves the gradients of the weighted sum of the losses in the parameters.</summary>
    /// <param name="images">The inputs, [input][image].</param>
    /// <param name="targets">The targets, [loss][image].</param>
    public void Backward(RefTensor[][] images, double[][][] targets)
    {
        foreach ((_, RefParameter parameter) in Parameters)
        {
            parameter.Clear();
        }

        RefTensor[][] values = Values(images, isTraining: true);
        RefTensor[][] gradients = [.. values.Select(batch => batch.Select(value => value.ZerosLike()).ToArray())];
        for (int i = 0; i < _losses.Count; i++)
        {
            RefTensor[] gradient = _losses[i].Loss.Gradient(values[_losses[i].Value], targets[i]);
            for (int image = 0; image < gradient.Length; image++)
            {
                for (int k = 0; k < gradient[image].Length; k++)
                {
                    gradients[_losses[i].Value][image].Values[k] += _losses[i].Weight * gradient[image].Values[k];
                }
            }
        }

        for (int k = _layers.Count - 1; k >= 0; k--)
        {
            RefLayer layer = _layers[k];
            layer.Operator.Backward(
                [.. layer.Inputs.Select(input => values[input])],
                values[inputs + k],
                gradients[inputs + k],
                [.. layer.Inputs.Select(input => gradients[input])]);
        }
    }
}
