using CnnGen.Generator.Blocks;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Graph;

/// <summary>
/// Whose tensors each layer uses: its own, or those of an earlier one that it names by <c>Weights</c>. A use of a block that names an earlier use shares all
/// layers of the body. Also which tensors are trained.
/// </summary>
internal sealed class WeightOwners(IReadOnlyList<ExpandedItem> items, LayerNames names, List<Problem> problems)
{
    private readonly Dictionary<int, string?> _owners = [];
    private readonly Dictionary<string, ParameterSpec> _tensors = new(StringComparer.Ordinal);

    /// <summary>The tensors of a layer, or null where they cannot be; the reason is reported.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="operation">What it computes.</param>
    /// <param name="inputs">Shapes of what it reads.</param>
    public EquatableArray<ParameterSpec>? Tensors(int layer, Operator operation, EquatableArray<TensorShape> inputs)
    {
        LayerSpec spec = items[layer].Spec;
        if (Owner(layer) is not { } owner)
        {
            return null;
        }

        EquatableArray<ParameterSpec> tensors = operation.Parameters(owner, inputs);
        if (tensors.Count == 0)
        {
            return spec.Weights is null && spec.IsTrainable
                ? tensors
                : Report(DiagnosticIds.NoWeights, layer, spec.Weights is null ? "Trainable" : "Weights", names.Subject(layer));
        }

        if (owner != names[layer])
        {
            return Shared(layer, owner, tensors);
        }

        if (!IsTrainable(layer))
        {
            if (!operation.CanBeFrozen)
            {
                return Report(DiagnosticIds.AlwaysTrained, layer, spec.IsTrainable ? null : "Trainable", names.Subject(layer), spec.Kind);
            }

            tensors = tensors.Select(tensor => tensor with { IsFrozen = true }).ToEquatableArray();
        }

        if (spec.Arguments.FirstOrDefault(argument => argument.Name == "Values")?.Value is RealsArgument { Values: var values })
        {
            if (values.Count != tensors[0].Length)
            {
                return Report(
                    DiagnosticIds.ValuesDiffer,
                    layer,
                    "Values",
                    names.Subject(layer),
                    Numerals.Count(values.Count, "value"),
                    tensors[0].Name,
                    Text(tensors[0]));
            }

            tensors = [tensors[0] with { Values = values }, .. tensors.Skip(1)];
        }

        foreach (ParameterSpec tensor in tensors)
        {
            _tensors[tensor.Name] = tensor;
        }

        return tensors;
    }

    /// <summary>The full name that the tensors of a layer or of a use's layers have.</summary>
    private string? Owner(int item)
    {
        if (!_owners.TryGetValue(item, out string? owner))
        {
            _owners.Add(item, owner = FindOwner(item));
        }

        return owner;
    }

    private string? FindOwner(int item)
    {
        if (items[item].Spec.Weights is { } written)
        {
            if (names.ResolveItem(written, item, "Weights") is not { } named)
            {
                return null;
            }

            if (items[named].Spec.Kind != items[item].Spec.Kind)
            {
                Report(
                    DiagnosticIds.SharedWeightsDiffer,
                    item,
                    "Weights",
                    names.Subject(item),
                    DisplayName.Of(names[named]),
                    $"it is {items[item].Kind}, the other {items[named].Kind}");
                return null;
            }

            return Owner(named);
        }

        int use = items[item].Owner.Use;
        return use < 0 ? names[item] : Owner(use) is { } prefix ? prefix + names[item].Substring(names[use].Length) : null;
    }

    private bool IsTrainable(int item) => items[item].Spec.IsTrainable && (items[item].Owner.Use < 0 || IsTrainable(items[item].Owner.Use));

    private EquatableArray<ParameterSpec>? Shared(int layer, string owner, EquatableArray<ParameterSpec> tensors)
    {
        List<ParameterSpec> shared = [];
        foreach (ParameterSpec tensor in tensors)
        {
            if (!_tensors.TryGetValue(tensor.Name, out ParameterSpec? known) || !known.Shape.Equals(tensor.Shape))
            {
                string difference = known is null
                    ? $"that has no {DisplayName.Of(tensor.Name)}"
                    : $"it needs {Text(tensor)} for {DisplayName.Of(tensor.Name)}, which is {Text(known)}";
                return Report(
                    DiagnosticIds.SharedWeightsDiffer,
                    layer,
                    items[layer].Spec.Weights is null ? null : "Weights",
                    names.Subject(layer),
                    DisplayName.Of(owner),
                    difference);
            }

            shared.Add(known);
        }

        return shared.ToEquatableArray();
    }

    private static string Text(ParameterSpec tensor) => $"[{string.Join(", ", tensor.Shape.Select(size => Numerals.Plain(size)))}]";

    private EquatableArray<ParameterSpec>? Report(string id, int layer, string? argument, params string[] message)
    {
        problems.Add(new Problem(id, layer, argument, message.ToEquatableArray()));
        return null;
    }
}
