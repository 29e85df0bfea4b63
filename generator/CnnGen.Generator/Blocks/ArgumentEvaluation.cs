using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Blocks;

/// <summary>Puts values in the place of the expressions and parameters of one layer attribute.</summary>
internal static class ArgumentEvaluation
{
    /// <summary>The layer with values; unknown where an expression is wrong, which is reported.</summary>
    /// <param name="spec">What was written.</param>
    /// <param name="owner">The instance whose parameters it may name.</param>
    /// <param name="index">Its running number, where it is repeated.</param>
    /// <param name="item">The item's index, for problems.</param>
    /// <param name="origins">Takes the argument of the outermost use that an argument depends on.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static LayerSpec Run(LayerSpec spec, BlockInstance owner, int? index, int item, Dictionary<string, string> origins, List<ExpansionProblem> problems)
    {
        IReadOnlyDictionary<string, ArgumentValue> parameters = Parameters(owner, index);
        string? name = spec.Name;
        for (BlockInstance? scope = owner; name is not null && scope?.OuterName(name) is { } outer; scope = scope.Parent)
        {
            name = outer;
        }

        if (index is not null)
        {
            name = Interpolated(name, "Name", parameters, owner, item, problems);
            spec = spec with
            {
                As = Interpolated(spec.As, "As", parameters, owner, item, problems),
                From = Interpolated(spec.From, "From", parameters, owner, item, problems),
                Weights = Interpolated(spec.Weights, "Weights", parameters, owner, item, problems),
            };
        }

        if (name == spec.Name && spec.Arguments.All(argument => argument.Value is not ExpressionArgument))
        {
            return spec;
        }

        ArgumentSpec Evaluated(ArgumentSpec argument) => argument with { Value = Value(argument, parameters, owner, item, origins, problems) };
        return spec with { Name = name, Arguments = spec.Arguments.Select(Evaluated).ToEquatableArray() };
    }

    /// <summary>
    /// The value of an expression that is no argument: a condition, or how often a layer stands there; unknown where it is wrong, which is reported.
    /// </summary>
    public static ArgumentValue Value(string text, string argument, BlockInstance owner, int? index, int item, List<ExpansionProblem> problems) =>
        Value(new ArgumentSpec(argument, new ExpressionArgument(text)), Parameters(owner, index), owner, item, [], problems);

    private static IReadOnlyDictionary<string, ArgumentValue> Parameters(BlockInstance owner, int? index)
    {
        if (index is not { } number)
        {
            return owner.Parameters;
        }

        Dictionary<string, ArgumentValue> parameters = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, ArgumentValue> parameter in owner.Parameters)
        {
            parameters[parameter.Key] = parameter.Value;
        }

        parameters[BlockNames.Index] = new IntegerArgument(number);
        return parameters;
    }

    /// <summary>Text with the values of what stands in braces.</summary>
    private static string? Interpolated(
        string? text, string argument, IReadOnlyDictionary<string, ArgumentValue> parameters, BlockInstance owner, int item, List<ExpansionProblem> problems)
    {
        while (text is not null && text.IndexOf('{') is >= 0 and var open && text.IndexOf('}', open) is > 0 and var close)
        {
            ArgumentSpec inner = new(argument, new ExpressionArgument(text.Substring(open + 1, close - open - 1)));
            ArgumentValue value = Value(inner, parameters, owner, item, [], problems);
            text = text.Substring(0, open) + (value is IntegerArgument number ? number.Text : "?") + text.Substring(close + 1);
        }

        return text;
    }

    private static ArgumentValue Value(
        ArgumentSpec argument,
        IReadOnlyDictionary<string, ArgumentValue> parameters,
        BlockInstance owner,
        int item,
        Dictionary<string, string> origins,
        List<ExpansionProblem> problems)
    {
        if (argument.Value is not ExpressionArgument { Expression: var text })
        {
            return argument.Value;
        }

        if (PaddingMode(argument.Name, text) is { } mode && !parameters.ContainsKey(text))
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

        SizeEvaluation evaluation = new(text, parameters, owner.Owner);
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
