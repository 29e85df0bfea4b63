using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Blocks;

/// <summary>
/// The value of an expression. A parameter alone may be anything; what is calculated with is whole, exact, and within 32 bits at every step.
/// </summary>
/// <param name="text">The expression as it was written, for messages.</param>
/// <param name="parameters">The values of the parameters, by name; some may be unknown.</param>
/// <param name="owner">Whose parameters they are, as messages say it.</param>
internal sealed class SizeEvaluation(string text, IReadOnlyDictionary<string, ArgumentValue> parameters, string owner)
{
    /// <summary>What is wrong: the diagnostic, and its message after the layer's name; null if nothing is.</summary>
    public (string Id, EquatableArray<string> Message)? Error { get; private set; }

    public ArgumentValue Evaluate(SizeExpression expression)
    {
        string? unknown = expression.Parameters.FirstOrDefault(name => !parameters.ContainsKey(name));
        if (unknown is not null)
        {
            string hint = NearestName.Find(unknown, parameters.Keys) is { } nearest ? $"; did you mean '{nearest}'?" : "";
            return Fail(DiagnosticIds.UnknownParameter, unknown, owner, hint);
        }

        return expression is SizeParameter alone
            ? parameters[alone.Name]
            : Value(expression) is { } value ? new IntegerArgument(value) : UnknownArgument.Instance;
    }

    /// <summary>The number, or null where it is not known or an error was found.</summary>
    private int? Value(SizeExpression expression) => expression switch
    {
        SizeNumber number => number.Value,
        SizeParameter parameter => Number(parameter),
        SizeNegation negation => Value(negation.Operand) is { } operand ? Checked(-(long)operand, $"−({Numerals.Plain(operand)})") : null,
        SizeNot not => IsTrue(not.Operand) is { } operand ? Truth(!operand) : null,
        SizeOperation { Operator: SizeOperator.And or SizeOperator.Or } operation => Joined(operation),
        SizeOperation { Operator: >= SizeOperator.Equal } comparison => Compared(comparison),
        SizeOperation operation => Value(operation),
        _ => throw new InvalidOperationException(),
    };

    private int? Number(SizeParameter parameter)
    {
        ArgumentValue value = parameters[parameter.Name];
        if (value is not (IntegerArgument or UnknownArgument))
        {
            Fail(DiagnosticIds.WrongArgumentType, $"parameter '{parameter.Name}' in \"{text}\"", value.Text, "a whole number");
        }

        return (value as IntegerArgument)?.Value;
    }

    private int? Value(SizeOperation operation)
    {
        int? left = Value(operation.Left);
        int? right = Value(operation.Right);
        if (operation.Operator == SizeOperator.Divide && right == 0)
        {
            Fail(DiagnosticIds.InexactDivision, text, "a division by zero has no value");
            return null;
        }

        if (left is not { } a || right is not { } b)
        {
            return null;
        }

        switch (operation.Operator)
        {
            case SizeOperator.Add:
                return Checked((long)a + b, $"{Operand(a)} + {Operand(b)}");
            case SizeOperator.Subtract:
                return Checked((long)a - b, $"{Operand(a)} − {Operand(b)}");
            case SizeOperator.Multiply:
                return Checked((long)a * b, $"{Operand(a)} · {Operand(b)}");
        }

        long remainder = a % (long)b;
        if (remainder != 0)
        {
            Fail(DiagnosticIds.InexactDivision, text, $"{Operand(a)} / {Operand(b)} leaves {Numerals.Plain(Math.Abs(remainder))} over");
            return null;
        }

        return Checked(a / (long)b, $"{Operand(a)} / {Operand(b)}");
    }

    /// <summary>And, or: what decides alone does so, and the right side is not asked then, as in C#.</summary>
    private int? Joined(SizeOperation operation)
    {
        bool decides = operation.Operator == SizeOperator.Or;
        bool? left = IsTrue(operation.Left);
        if (left == decides)
        {
            return Truth(decides);
        }

        bool? right = IsTrue(operation.Right);
        return right == decides ? Truth(decides) : left is null || right is null ? null : Truth(!decides);
    }

    private int? Compared(SizeOperation comparison)
    {
        double? left = Comparable(comparison.Left);
        double? right = Comparable(comparison.Right);
        return left is not { } a || right is not { } b ? null : Truth(comparison.Operator switch
        {
            SizeOperator.Equal => a == b,
            SizeOperator.NotEqual => a != b,
            SizeOperator.Less => a < b,
            SizeOperator.LessOrEqual => a <= b,
            SizeOperator.Greater => a > b,
            _ => a >= b,
        });
    }

    /// <summary>A parameter that is true or false, or a number, which is true if it is not 0.</summary>
    private bool? IsTrue(SizeExpression expression) => expression is SizeParameter parameter && parameters[parameter.Name] is BooleanArgument flag
        ? flag.Value
        : Value(expression) is { } value ? value != 0 : null;

    /// <summary>A number, which may be real where it is a parameter alone.</summary>
    private double? Comparable(SizeExpression expression) =>
        expression is SizeParameter parameter && parameters[parameter.Name] is RealArgument real ? real.Value : Value(expression);

    private static int Truth(bool holds) => holds ? 1 : 0;

    private int? Checked(long value, string calculation)
    {
        if (value is >= int.MinValue and <= int.MaxValue)
        {
            return (int)value;
        }

        Fail(DiagnosticIds.ExpressionOverflow, text, $"{calculation} = {Numerals.Grouped(value)}");
        return null;
    }

    private static string Operand(int value) => value < 0 ? $"({Numerals.Plain(value)})" : Numerals.Plain(value);

    private UnknownArgument Fail(string id, params string[] message)
    {
        Error ??= (id, message.ToEquatableArray());
        return UnknownArgument.Instance;
    }
}
