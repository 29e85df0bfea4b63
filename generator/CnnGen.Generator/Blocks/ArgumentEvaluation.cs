using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Blocks;

/// <summary>Puts values in the place of the expressions and parameters of one layer attribute.</summary>
internal static class ArgumentEvaluation
{
    /// <summary>The layer with values; unknown where an expression is wrong, which is reported.</summary>
    /// <param name="spec">What was written.</param>
    /// <param name="owner">The instance whose parameters it may name.</param>
    /// <param name="item">The item's index, for problems.</param>
    /// <param name="origins">Takes the argument of the outermost use that an argument depends on.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static LayerSpec Run(LayerSpec spec, BlockInstance owner, int item, Dictionary<string, string> origins, List<ExpansionProblem> problems)
    {
        string? name = spec.Name;
        for (BlockInstance? scope = owner; name is not null && scope?.OuterName(name) is { } outer; scope = scope.Parent)
        {
            name = outer;
        }

        if (name == spec.Name && spec.Arguments.All(argument => argument.Value is not ExpressionArgument))
        {
            return spec;
        }

        ArgumentSpec Evaluated(ArgumentSpec argument) => argument with { Value = Value(argument, owner, item, origins, problems) };
        return spec with { Name = name, Arguments = spec.Arguments.Select(Evaluated).ToEquatableArray() };
    }

    private static ArgumentValue Value(
        ArgumentSpec argument, BlockInstance owner, int item, Dictionary<string, string> origins, List<ExpansionProblem> problems)
    {
        if (argument.Value is not ExpressionArgument { Expression: var text })
        {
            return argument.Value;
        }

        if (PaddingMode(argument.Name, text) is { } mode && !owner.Parameters.ContainsKey(text))
        {
            problems.Add(new ExpansionProblem(DiagnosticIds.UnknownParameter, item, argument.Name, [text, owner.Owner, $"; write {mode} without quotes"]));
            return UnknownArgument.Instance;
        }

        if (SizeExpressionParser.Parse(text, out string? syntaxError) is not { } expression)
        {
            problems.Add(new ExpansionProblem(DiagnosticIds.BadExpression, item, argument.Name, [text, syntaxError!]));
            return UnknownArgument.Instance;
        }

        if (expression.Parameters.FirstOrDefault(owner.Origins.ContainsKey) is { } parameter)
        {
            origins[argument.Name] = owner.Origins[parameter];
        }

        SizeEvaluation evaluation = new(text, owner.Parameters, owner.Owner);
        ArgumentValue value = evaluation.Evaluate(expression);
        if (evaluation.Error is var (id, message))
        {
            problems.Add(new ExpansionProblem(id, item, argument.Name, message));
            return UnknownArgument.Instance;
        }

        return value;
    }

    /// <summary>What other libraries write as text; null for anything else.</summary>
    private static string? PaddingMode(string argument, string text) =>
        !argument.StartsWith("Padding", StringComparison.Ordinal) ? null
        : text.StartsWith("same", StringComparison.OrdinalIgnoreCase) ? "Padding.Same"
        : text.Equals("valid", StringComparison.OrdinalIgnoreCase) ? "Padding.Valid"
        : null;
}
