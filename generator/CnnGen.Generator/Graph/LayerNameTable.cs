using CnnGen.Generator.Blocks;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Graph;

/// <summary>The names that one layer may use, for an editor that offers them.</summary>
/// <param name="Kind">What the layer is.</param>
/// <param name="Before">What it may read, nearest first.</param>
/// <param name="Missing">Labels that later layers read and no layer declares.</param>
internal sealed record LayerNameTable(string Kind, EquatableArray<LayerName> Before, EquatableArray<LayerName> Missing)
{
    /// <summary>The table of a layer, by what building the graph has found.</summary>
    /// <param name="position">The layer's place among the attributes.</param>
    /// <param name="items">The layers, blocks written out.</param>
    /// <param name="names">Their names.</param>
    /// <param name="shapeOf">The shape of a layer's output, as far as it is known.</param>
    /// <param name="problems">What is wrong, among it names that nothing has.</param>
    public static LayerNameTable Of(
        int position, IReadOnlyList<ExpandedItem> items, LayerNames names, Func<int, TensorShape?> shapeOf, IReadOnlyList<Problem> problems)
    {
        int reader = Enumerable.Range(0, items.Count).Where(item => IsOutermost(items[item]) && items[item].Position == position).DefaultIfEmpty(-1).First();
        if (reader < 0)
        {
            // It is there no time: When or Repeat says so.
            return new LayerNameTable("", [], []);
        }

        IEnumerable<LayerName> before = names.VisibleTo(reader)
            .Where(known => LayerDefinitions.Find(items[known.Item].Spec.Kind) is not ({ Loss: not null } or { IsOutput: true }))
            .OrderByDescending(known => known.Item)
            .Select(known => Known(known.Name, known.Item));
        IEnumerable<LayerName> given = LayerNames.GivenTo(items[reader].Owner).Select(name => new LayerName(name, "of the block", null, IsLabel: false));
        IEnumerable<LayerName> missing = problems
            .Where(problem => problem.Id == DiagnosticIds.UnknownName && problem.Layer > reader && IsOutermost(items[problem.Layer]))
            .Select(problem => new LayerName(problem.MessageArguments[1], $"for {names[problem.Layer]}", null, IsLabel: true));
        return new LayerNameTable(items[reader].Kind, before.Concat(given).ToEquatableArray(), missing.Distinct().ToEquatableArray());

        LayerName Known(string name, int item) =>
            new(name, items[item].Kind, names.OutputOf(item) is >= 0 and var output ? shapeOf(output) : null, name != names[item]);
    }

    private static bool IsOutermost(ExpandedItem item) => item.Owner.Use < 0;
}

/// <summary>A name of a layer, or a label of its output.</summary>
/// <param name="Text">The name as it is written where it may be used.</param>
/// <param name="Kind">What the layer is.</param>
/// <param name="Shape">The shape of its output, as far as it is known.</param>
/// <param name="IsLabel">Whether it is a label, not the layer's own name.</param>
internal sealed record LayerName(string Text, string Kind, TensorShape? Shape, bool IsLabel)
{
    /// <summary>The layer and what it gives: <c>Conv → 28×28×6</c>.</summary>
    public string Description => Shape is { } shape ? $"{Kind} → {shape}" : Kind;
}
