using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Losses;

namespace CnnGen.Generator.Emission;

/// <summary>The losses of a network as the library is told of them.</summary>
internal static class LossSyntax
{
    /// <summary>One line a loss. None for one plain loss over the only output, a vector: its kind, which the class has as a member, says it all.</summary>
    public static EquatableArray<string> Print(NetworkGraph graph)
    {
        if (graph is not { Losses.Count: > 0 } || IsPlain(graph))
        {
            return [];
        }

        return Enumerable.Range(0, graph.Losses.Count).Select(index => Print(graph, index)).ToEquatableArray();
    }

    /// <summary>What the losses compare with, as a member of the library's enum.</summary>
    public static string TargetKind(EquatableArray<Loss> losses) =>
        losses.All(loss => loss.TakesLabel) ? "Label" : losses.Any(loss => loss.TakesLabel) ? "LabelsAndValues" : "Values";

    private static bool IsPlain(NetworkGraph graph)
    {
        Node node = graph.Nodes[graph.Losses[0]];
        TensorShape read = graph.InputShapes(node)[0];
        return graph.Losses.Count == 1 && graph.Outputs.Count == 1 && ((Loss)node.Operator).Positions(read) == 1
            && node.Operator is SoftmaxCrossEntropy { Weight: 1, IgnoreLabel: null, ClassWeights.Count: 0, LabelSmoothing: 0 }
                or CrossEntropy { Weight: 1, IgnoreLabel: null, ClassWeights.Count: 0, LabelSmoothing: 0 }
                or MeanSquaredError { Weight: 1 }
                or MeanAbsoluteError { Weight: 1 };
    }

    private static string Print(NetworkGraph graph, int index)
    {
        Node node = graph.Nodes[graph.Losses[index]];
        Loss loss = (Loss)node.Operator;
        int source = node.Inputs[0];
        TensorShape read = graph.Nodes[source].Shape;
        int output = graph.Outputs.ToList().FindIndex(candidate => (loss.ReadsLogits ? candidate.Logits : candidate.Value) == source);
        int positions = loss.TakesLabel ? loss.Positions(read) : 1;
        List<string> properties = [];
        if (loss.Weight != 1)
        {
            properties.Add($"Weight = {VectorSyntax.Float(loss.Weight)}");
        }

        switch (loss)
        {
            case LabelLoss label:
                properties.AddRange(Options(label));
                break;
            case BinaryCrossEntropy { PositiveWeight: not 1 } binary:
                properties.Add($"PositiveWeight = {VectorSyntax.Float(binary.PositiveWeight)}");
                break;
            case Huber huber:
                properties.Add($"Delta = {VectorSyntax.Float(huber.Delta)}");
                break;
        }

        string initializer = properties.Count == 0 ? "" : $" {{ {string.Join(", ", properties)} }}";
        return FormattableString.Invariant(
            $"new LossInfo({VectorSyntax.Text(node.Name)}, LossKind.{loss.Kind}, {output}, {positions}, {read.Length / positions}){initializer},");
    }

    private static IEnumerable<string> Options(LabelLoss loss)
    {
        if (loss.IgnoreLabel is { } ignored)
        {
            yield return $"IgnoreLabel = {VectorSyntax.Invariant(ignored)}";
        }

        if (loss.ClassWeights.Count > 0)
        {
            yield return $"ClassWeights = [{string.Join(", ", loss.ClassWeights.Select(VectorSyntax.Float))}]";
        }

        if (loss.LabelSmoothing != 0)
        {
            yield return $"LabelSmoothing = {VectorSyntax.Float(loss.LabelSmoothing)}";
        }
    }
}
