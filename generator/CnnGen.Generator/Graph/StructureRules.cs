using CnnGen.Generator.Blocks;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Graph;

/// <summary>What the order of layers must be: inputs first, losses last.</summary>
internal static class StructureRules
{
    /// <summary>Reports what is out of place; false where there was something.</summary>
    public static bool Check(string network, IReadOnlyList<ExpandedItem> items, List<Problem> problems)
    {
        int before = problems.Count;
        int[] layers = Enumerable.Range(0, items.Count).Where(i => items[i].Owner.Parent is null).ToArray();
        CheckInput(network, items, layers, problems);
        CheckLoss(items, layers, problems);
        CheckKinds(items, problems);

        // An attribute that the compiler rejects may have been the layer that is missing.
        return problems.Count == before && items.All(item => item.Spec.IsReadable);
    }

    /// <summary>Reports what is derived from a layer but is none.</summary>
    public static void CheckKinds(IReadOnlyList<ExpandedItem> items, List<Problem> problems)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i].Spec.IsReadable && items[i].Opens is null && LayerDefinitions.Find(items[i].Spec.Kind) is null)
            {
                problems.Add(new Problem(DiagnosticIds.UnknownLayer, i, null, [items[i].Spec.Kind]));
            }
        }
    }

    private static void CheckInput(string network, IReadOnlyList<ExpandedItem> items, int[] layers, List<Problem> problems)
    {
        bool hasInput = false;
        bool hasUnnamedInput = false;
        bool hasOtherLayer = false;
        for (int i = 0; i < layers.Length; i++)
        {
            LayerSpec spec = items[layers[i]].Spec;
            if (spec.Kind != InputLayer.Definition.Kind)
            {
                hasOtherLayer = true;
                continue;
            }

            if (spec.Name is null && hasUnnamedInput)
            {
                problems.Add(new Problem(DiagnosticIds.InputTwice, layers[i], null, [network]));
            }
            else if (hasOtherLayer)
            {
                string before = Numerals.Count(i, "layer") + (i == 1 ? " stands" : " stand");
                problems.Add(new Problem(DiagnosticIds.InputNotFirst, layers[i], null, [network, before]));
            }

            hasInput = true;
            hasUnnamedInput |= spec.Name is null;
        }

        if (layers.Any(layer => !items[layer].Spec.IsReadable))
        {
            return;
        }

        if (layers.All(layer => items[layer].Spec.Kind == InputLayer.Definition.Kind))
        {
            problems.Add(new Problem(DiagnosticIds.NoLayers, Problem.WholeNetwork, null, [network]));
        }
        else if (!hasInput)
        {
            problems.Add(new Problem(DiagnosticIds.NoInput, Problem.WholeNetwork, null, [network]));
        }
    }

    private static void CheckLoss(IReadOnlyList<ExpandedItem> items, int[] layers, List<Problem> problems)
    {
        string? loss = null;
        foreach (int layer in layers)
        {
            bool isLoss = LayerDefinitions.Find(items[layer].Spec.Kind)?.Loss is not null;
            bool isNamed = isLoss && items[layer].Spec.From is not null;
            if (loss is not null && !isNamed)
            {
                problems.Add(new Problem(isLoss ? DiagnosticIds.TwoLosses : DiagnosticIds.LayerAfterLoss, layer, null, [items[layer].Kind, loss]));
            }

            loss ??= isLoss ? items[layer].Kind : null;
        }
    }
}
