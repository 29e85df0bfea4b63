using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Blocks;

/// <summary>Gives problems with the layers of blocks their place: the use in the outermost declaration, and where it can be its guilty argument.</summary>
internal static class BlockProblems
{
    /// <summary>What is wrong with a body whatever its parameters are: it is said once, not for every use.</summary>
    private static readonly HashSet<string> s_ofBody = new(StringComparer.Ordinal)
    {
        DiagnosticIds.BadName,
        DiagnosticIds.DuplicateName,
        DiagnosticIds.UnknownName,
        DiagnosticIds.ForwardReference,
        DiagnosticIds.UnusedLabel,
        DiagnosticIds.UnusedOutput,
        DiagnosticIds.UnusedFrom,
        DiagnosticIds.UnknownLayer,
        DiagnosticIds.TooFewOperands,
        DiagnosticIds.BlockWithoutLayers,
        DiagnosticIds.NotInBlock,
        DiagnosticIds.BlockRecursion,
        DiagnosticIds.BadExpression,
        DiagnosticIds.UnknownParameter,
    };

    /// <summary>The problems in the order of the items, with places in the outermost declaration.</summary>
    public static EquatableArray<Problem> Locate(IReadOnlyList<Problem> problems, IReadOnlyList<ExpandedItem> items)
    {
        List<Problem> located = [];
        HashSet<(string Block, int Position, string Id, string? Argument, int Element)> saidOfBodies = [];
        foreach (Problem problem in problems.OrderBy(problem => problem.Layer))
        {
            if (problem.Layer < 0)
            {
                located.Add(problem);
                continue;
            }

            ExpandedItem item = items[problem.Layer];
            if (item.Owner.Parent is null)
            {
                located.Add(problem with { Layer = item.Origin });
                continue;
            }

            // Another block that a block uses is checked where that one is declared; only a circle is a mistake of each block in it.
            bool isOfOtherBlock = items[0].Owner.IsBlock && problem.Id != DiagnosticIds.BlockRecursion;
            bool isSaidElsewhere = s_ofBody.Contains(problem.Id)
                && (isOfOtherBlock || !saidOfBodies.Add((item.Owner.Key, item.Position, problem.Id, problem.Argument, problem.Element)));
            if (!isSaidElsewhere)
            {
                located.Add(InUse(problem, item));
            }
        }

        return located.ToEquatableArray();
    }

    private static Problem InUse(Problem problem, ExpandedItem item) => problem with
    {
        Layer = item.Origin,
        Argument = problem.Argument is { } argument && item.ArgumentOrigins.TryGetValue(argument, out string? outermost) ? outermost : null,
        Element = -1,
        LargestWindow = 0,
        IsInBlock = true,
    };
}
