using System.Globalization;
using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Emission;

/// <summary>Expressions of a kernel as C#, for one vector width. With one lane, vectors are plain numbers.</summary>
internal sealed class VectorSyntax(int lanes)
{
    private readonly bool _plain = lanes == 1;
    private readonly string _vector = "Vector" + Invariant(lanes * 32);

    public string Type(LocalType type) => type switch
    {
        LocalType.Vector => _plain ? "float" : _vector + "<float>",
        LocalType.IntegerVector => _plain ? "int" : _vector + "<int>",
        LocalType.Scalar => "float",
        LocalType.Double => "double",

        // As wide as a pointer: the JIT then folds constants into addresses and needs no sign extension.
        _ => "nint",
    };

    public static string Name(Local local)
    {
        string name = local.Name;
        for (int i = 0; i < local.Subscripts.Count; i++)
        {
            name += (i > 0 ? "_" : "") + Invariant(local.Subscripts[i].Constant);
        }

        return name;
    }

    /// <summary>A value that stands alone, without the parentheses that it has as an operand.</summary>
    public string PrintWhole(Expression expression)
    {
        string text = Print(expression);
        return expression is Binary { Operation: not (BinaryOperation.Maximum or BinaryOperation.Minimum) } ? text.Substring(1, text.Length - 2) : text;
    }

    public string Print(Expression expression) => expression switch
    {
        Local e => Name(e),
        Number e => Float(e.Value),
        IndexValue e => e.Index.ToString(),
        LoadVector e => _plain ? Element(e.Pointer, e.At) : $"*({_vector}<float>*){Address(e.Pointer, e.At)}",
        LoadIntegerVector e => _plain ? Element(e.Pointer, e.At) : $"*({_vector}<int>*){Address(e.Pointer, e.At)}",
        LoadElement e => Element(e.Pointer, e.At),
        Splat { Value: Number { Value: 0f } } => _plain ? "0f" : _vector + "<float>.Zero",
        Splat e => _plain ? Print(e.Value) : $"{_vector}.Create({Print(e.Value)})",
        SplatInteger { Value: { IsConstant: true, Constant: 0 } } => _plain ? "0" : _vector + "<int>.Zero",
        SplatInteger e => _plain ? Integer32(e.Value) : $"{_vector}.Create({Integer32(e.Value)})",
        FirstLanes e => _plain || e.Count == lanes ? Print(e.Value) : $"PartialVector.FirstLanes({Print(e.Value)}, {Invariant(e.Count)}, {Float(e.Rest)})",
        ShiftLanes e => $"{_vector}.Shuffle({Print(e.A)}, {LaneOrder(i => i - e.By)})", // lane −1 does not exist, and gives 0
        RepeatLanes e => _plain ? Print(e.A) : $"{_vector}.Shuffle({Print(e.A)}, {LaneOrder(i => (e.First + i) / e.Times)})",
        Argument e => e.Name,
        AddressOf e => Address(e.Pointer, e.At).Trim('(', ')'),
        MultiplyAdd e => $"{Owner}.MultiplyAddEstimate({Print(e.A)}, {Print(e.B)}, {Print(e.C)})",
        Binary e => Print(e),
        Call e => Print(e),
        SelectGreater e => Print(e),
        SelectEqual e => _plain
            ? $"({Print(e.A)} == {Print(e.B)} ? {Print(e.Then)} : {Print(e.Else)})"
            : $"{_vector}.ConditionalSelect({_vector}.Equals({Print(e.A)}, {Print(e.B)}).AsSingle(), {Print(e.Then)}, {Print(e.Else)})",
        _ => throw new InvalidOperationException($"No syntax for {expression.GetType().Name}."),
    };

    /// <summary>An index as a 32-bit integer: loop variables are wider.</summary>
    public static string Integer32(IndexExpression index) => index.IsConstant ? index.ToString() : $"(int)({index})";

    /// <summary>A place in a buffer, to be dereferenced.</summary>
    public static string Address(string pointer, IndexExpression at) => at is { IsConstant: true, Constant: 0 } ? pointer : $"({Offset(pointer, at)})";

    /// <summary>A place in a buffer, to be passed on.</summary>
    public static string Offset(string pointer, IndexExpression at) => at is { IsConstant: true, Constant: 0 } ? pointer : pointer + " + " + at;

    /// <summary>A constant place in a buffer, to be passed on.</summary>
    public static string Place(string pointer, int offset) => offset == 0 ? pointer : $"{pointer} + {Invariant(offset)}";

    public static string Element(string pointer, IndexExpression at) => pointer + "[" + at + "]";

    public static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A literal that reads back as the same float.</summary>
    public static string Float(float value) =>
        float.IsNegativeInfinity(value) ? "float.NegativeInfinity"
        : float.IsPositiveInfinity(value) ? "float.PositiveInfinity"
        : value.ToString("R", CultureInfo.InvariantCulture) + "f";

    private string Owner => _plain ? "float" : _vector;

    private string Print(Binary e)
    {
        (string a, string b) = (Print(e.A), Print(e.B));
        return e.Operation switch
        {
            BinaryOperation.Add => $"({a} + {b})",
            BinaryOperation.Subtract => $"({a} - {b})",
            BinaryOperation.Multiply => $"({a} * {b})",
            BinaryOperation.Divide => $"({a} / {b})",
            BinaryOperation.ShiftRight => $"({a} >> {b})",
            BinaryOperation.And => $"({a} & {b})",
            BinaryOperation.Remainder => $"({a} % {b})",
            BinaryOperation.Maximum => _plain ? $"MathF.Max({a}, {b})" : $"{_vector}.MaxNative({a}, {b})",
            _ => _plain ? $"MathF.Min({a}, {b})" : $"{_vector}.MinNative({a}, {b})",
        };
    }

    private string Print(Call e)
    {
        string a = Print(e.A);
        return e.Function switch
        {
            Function.SumOfLanes => _plain ? a : $"{_vector}.Sum({a})",
            Function.LargestLane => _plain ? a : $"VectorMath.LargestLane({a})",
            Function.EvenLanes => $"{_vector}.Shuffle({a}, {LaneOrder(i => 2 * i % lanes)})",
            Function.OddLanes => $"{_vector}.Shuffle({a}, {LaneOrder(i => ((2 * i) + 1) % lanes)})",
            Function.Negate => $"(-{a})",
            Function.ToDouble => $"(double){a}",
            Function.Sqrt => _plain ? $"MathF.Sqrt({a})" : $"{_vector}.Sqrt({a})",
            Function.Abs => _plain ? $"MathF.Abs({a})" : $"{_vector}.Abs({a})",
            _ => $"VectorMath.{e.Function}({a})",
        };
    }

    private string Print(SelectGreater e)
    {
        (string a, string b, string then, string otherwise) = (Print(e.A), Print(e.B), Print(e.Then), Print(e.Else));
        if (_plain)
        {
            return $"({a} > {b} ? {then} : {otherwise})";
        }

        string mask = $"{_vector}.GreaterThan({a}, {b})" + (IsInteger(e.Then) ? ".AsInt32()" : "");
        return $"{_vector}.ConditionalSelect({mask}, {then}, {otherwise})";
    }

    private static bool IsInteger(Expression expression) => expression switch
    {
        SplatInteger or LoadIntegerVector => true,
        Local local => local.Type == LocalType.IntegerVector,
        SelectGreater select => IsInteger(select.Then),
        Call { Function: Function.EvenLanes or Function.OddLanes } call => IsInteger(call.A),
        Binary binary => IsInteger(binary.A),
        _ => false,
    };

    private string LaneOrder(Func<int, int> from)
    {
        string[] order = new string[lanes];
        for (int i = 0; i < lanes; i++)
        {
            order[i] = Invariant(from(i));
        }

        return $"{_vector}.Create({string.Join(", ", order)})";
    }
}
