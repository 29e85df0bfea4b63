using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Operators.Reading;

/// <summary>One layer while its definition reads it: arguments by name, the shapes it is given, and a place for complaints.</summary>
internal sealed class LayerReader(LayerSpec spec, int index, string name, EquatableArray<LayerInput>? inputs, List<Problem> problems)
{
    /// <summary>Larger sizes are mistakes, and products of two still fit 64 bits.</summary>
    private const int LargestSize = 1 << 24;

    /// <summary>The layer's name, as messages say it.</summary>
    public string Name => name;

    /// <summary>The layer's index in the spec.</summary>
    public int Index => index;

    /// <summary>What the layer reads, or null where that is unknown because a layer before is wrong.</summary>
    public EquatableArray<LayerInput>? Inputs => inputs;

    /// <summary>The only input of a layer that has one, or null where it is unknown.</summary>
    public LayerInput? Input => inputs is { Count: > 0 } known ? known[0] : null;

    /// <summary>The output's shape where the arguments alone give it: later layers are checked even if an earlier one is wrong.</summary>
    public TensorShape? KnownOutput { get; set; }

    /// <summary>Whether an error was reported.</summary>
    public bool IsWrong { get; private set; }

    public bool Has(string argument) => Value(argument) is not null;

    /// <summary>A size that must be at least 1; 1 where it is wrong, so that the rest can be read.</summary>
    public int Size(string argument, string what)
    {
        int value = Integer(argument) ?? 1;
        if (value < 1)
        {
            Error(DiagnosticIds.NotPositive, argument, name, what, Numerals.Plain(value));
            return 1;
        }

        if (value > LargestSize)
        {
            Error(DiagnosticIds.TooLarge, argument, name, $"{what} {Numerals.Grouped(value)}", Numerals.Grouped(LargestSize));
            return 1;
        }

        return value;
    }

    /// <summary>A whole number; null where it is not given, or is something else, which is reported.</summary>
    public int? Integer(string argument) => Value(argument) switch
    {
        IntegerArgument integer => integer.Value,
        var other => WrongType<int>(argument, other, "a whole number"),
    };

    public bool Flag(string argument, bool otherwise) => Value(argument) switch
    {
        BooleanArgument flag => flag.Value,
        var other => WrongType<bool>(argument, other, "true or false") ?? otherwise,
    };

    public float Real(string argument, float otherwise = 0) => Value(argument) switch
    {
        RealArgument real => real.Value,
        IntegerArgument integer => integer.Value,
        var other => WrongType<float>(argument, other, "a number") ?? otherwise,
    };

    /// <summary>Numbers of a list, none of them infinite or NaN; null where it is not given, or where one is, which is reported.</summary>
    public EquatableArray<float>? Reals(string argument, string what)
    {
        if (Value(argument) is not RealsArgument { Values: var values })
        {
            return WrongType<EquatableArray<float>>(argument, Value(argument), "a list of numbers");
        }

        foreach (float value in values)
        {
            if (float.IsNaN(value) || float.IsInfinity(value))
            {
                Error(DiagnosticIds.NotFinite, argument, name, what, Numerals.Plain(value));
                return null;
            }
        }

        return values;
    }

    /// <summary>A number that is neither infinite nor NaN; where it is, that is reported.</summary>
    public float Finite(string argument, string what, float otherwise = 0)
    {
        float value = Real(argument, otherwise);
        if (float.IsNaN(value) || float.IsInfinity(value))
        {
            Error(DiagnosticIds.NotFinite, argument, name, what, Numerals.Plain(value));
        }

        return value;
    }

    public EquatableArray<string> Names(string argument) => (Value(argument) as NamesArgument)?.Values ?? [];

    /// <summary>Reports a mistake: there will be no operator. The same mistake is reported once, though it may be met on both axes.</summary>
    public void Error(string id, string? argument, params string[] messageArguments) =>
        Error(new Problem(id, index, argument, messageArguments.ToEquatableArray()));

    /// <summary>Reports a mistake in one of the values that are joined, on the operand that names it.</summary>
    public void OperandError(string id, int input, params string[] messageArguments)
    {
        const string Operands = "operands";
        int implied = (inputs?.Count ?? 0) - Names(Operands).Count;
        Error(new Problem(id, index, Operands, messageArguments.ToEquatableArray()) { Element = Math.Max(0, input - implied) });
    }

    public void Error(Problem problem)
    {
        IsWrong = true;
        Add(problem);
    }

    /// <summary>Reports something doubtful or worth knowing.</summary>
    public void Note(string id, string? argument, params string[] messageArguments) =>
        Add(new Problem(id, index, argument, messageArguments.ToEquatableArray()));

    private void Add(Problem problem)
    {
        if (!problems.Contains(problem))
        {
            problems.Add(problem);
        }
    }

    private T? WrongType<T>(string argument, ArgumentValue? value, string expected)
        where T : struct
    {
        if (value is not null)
        {
            Error(DiagnosticIds.WrongArgumentType, argument, name, argument, value.Text, expected);
        }

        return null;
    }

    private ArgumentValue? Value(string argument) => spec.Arguments.FirstOrDefault(candidate => candidate.Name == argument)?.Value;
}

/// <summary>A value that a layer reads.</summary>
/// <param name="Name">The layer that computes it.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Operator">What computes it, or null where that layer is wrong although its shape is known.</param>
internal readonly record struct LayerInput(string Name, TensorShape Shape, Operator? Operator);
