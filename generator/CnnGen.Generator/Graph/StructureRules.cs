using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Graph;

/// <summary>What the order of layers must be: one Input first, at most one loss, last.</summary>
internal static class StructureRules
{
    /// <summary>Reports what is out of place; false where there was something.</summary>
    public static bool Check(NetworkSpec spec, List<Problem> problems)
    {
        int before = problems.Count;
        CheckInput(spec, problems);
        CheckLoss(spec, problems);
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            if (spec.Layers[i].IsReadable && LayerDefinitions.Find(spec.Layers[i].Kind) is null)
            {
                problems.Add(new Problem(DiagnosticIds.UnknownLayer, i, null, [spec.Layers[i].Kind]));
            }
        }

        // An attribute that the compiler rejects may have been the layer that is missing.
        return problems.Count == before && spec.Layers.All(layer => layer.IsReadable);
    }

    private static void CheckInput(NetworkSpec spec, List<Problem> problems)
    {
        int first = -1;
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            if (spec.Layers[i].Kind != InputOperator.Definition.Kind)
            {
                continue;
            }

            if (first >= 0)
            {
                problems.Add(new Problem(DiagnosticIds.InputTwice, i, null, [spec.Name]));
            }
            else if (i > 0)
            {
                problems.Add(new Problem(DiagnosticIds.InputNotFirst, i, null, [spec.Name, Numerals.Count(i, "layer") + (i == 1 ? " stands" : " stand")]));
            }

            first = first < 0 ? i : first;
        }

        if (spec.Layers.Any(layer => !layer.IsReadable))
        {
            return;
        }

        if (spec.Layers.All(layer => layer.Kind == InputOperator.Definition.Kind))
        {
            problems.Add(new Problem(DiagnosticIds.NoLayers, Problem.WholeNetwork, null, [spec.Name]));
        }
        else if (first < 0)
        {
            problems.Add(new Problem(DiagnosticIds.NoInput, Problem.WholeNetwork, null, [spec.Name]));
        }
    }

    private static void CheckLoss(NetworkSpec spec, List<Problem> problems)
    {
        int loss = -1;
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            bool isLoss = LayerDefinitions.Find(spec.Layers[i].Kind)?.Loss is not null;
            if (loss >= 0)
            {
                problems.Add(isLoss
                    ? new Problem(DiagnosticIds.TwoLosses, i, null, [spec.Layers[i].Kind, spec.Layers[loss].Kind])
                    : new Problem(DiagnosticIds.LayerAfterLoss, i, null, [spec.Layers[i].Kind, spec.Layers[loss].Kind]));
            }

            loss = loss < 0 && isLoss ? i : loss;
        }
    }
}
