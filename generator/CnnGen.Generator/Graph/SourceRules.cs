using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Graph;

/// <summary>Which layers a layer reads: the one before, the one that <c>From</c> names, or its operands.</summary>
internal static class SourceRules
{
    /// <summary>The layers read, in order; null for each that does not exist, with the reason reported.</summary>
    public static List<int?> Resolve(LayerSpec spec, int layer, LayerDefinition definition, int previous, LayerNames names, List<Problem> problems)
    {
        int? Before() => spec.From is { } from ? names.Resolve(from, layer, "From") : previous < 0 ? null : previous;
        if (!definition.TakesOperands)
        {
            return [Before()];
        }

        EquatableArray<string> operands = (spec.Arguments.FirstOrDefault(argument => argument.Name == "operands")?.Value as NamesArgument)?.Values ?? [];
        List<int?> sources = [];
        if (operands.Count == 0)
        {
            problems.Add(new Problem(DiagnosticIds.TooFewOperands, layer, null, [names.Subject(layer), spec.Kind]));
            return [null];
        }

        if (operands.Count == 1)
        {
            sources.Add(Before());
        }
        else if (spec.From is { } from)
        {
            problems.Add(new Problem(DiagnosticIds.UnusedFrom, layer, "From", [names.Subject(layer), from, Numerals.Plain(operands.Count)]));
            sources.Add(null);
        }

        for (int i = 0; i < operands.Count; i++)
        {
            sources.Add(names.Resolve(operands[i], layer, "operands", i));
        }

        return sources;
    }
}
