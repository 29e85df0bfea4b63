using System.Globalization;
using System.Runtime.CompilerServices;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Emission;

/// <summary>
/// Expressions of a kernel as C#, for one vector width. With one lane, vectors are plain numbers. What is written is returned, for what follows.
/// </summary>
internal sealed class VectorSyntax(SourceWriter writer, KernelCode kernel, int fileLanes)
{
    /// <summary>The alias of vectors of floats in files of kernels.</summary>
    public const string Floats = "V";

    /// <summary>The alias of vectors of integers.</summary>
    public const string Integers = "VInt";

    private readonly int _lanes = kernel.Lanes;
    private readonly bool _plain = kernel.Lanes == 1;
    private readonly string _vector = "Vector" + Invariant(kernel.Lanes * 32);
    private readonly string _floats = kernel.Lanes == 1 ? "float" : kernel.Lanes == fileLanes ? Floats : "Vector" + Invariant(kernel.Lanes * 32) + "<float>";
    private readonly string _integers = kernel.Lanes == 1 ? "int" : kernel.Lanes == fileLanes ? Integers : "Vector" + Invariant(kernel.Lanes * 32) + "<int>";

    public string Type(LocalType type) => type switch
    {
        LocalType.Vector => _floats,
        LocalType.IntegerVector => _integers,
        LocalType.Scalar => "float",
        LocalType.Double => "double",

        // As wide as a pointer: the JIT then folds constants into addresses and needs no sign extension.
        _ => "nint",
    };

    /// <summary>Writes a line; most of it was written when its text was made.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] CodeText text) => Write(text).EndLine();

    public SourceWriter Write(string text) => writer.Append(text);

    public SourceWriter Write(IndexExpression index) => writer.Append(index);

    private SourceWriter Write([InterpolatedStringHandlerArgument("")] CodeText text)
    {
        _ = text;
        return writer;
    }

    /// <summary>Writes a value as it stands alone, without the parentheses that it has as an operand.</summary>
    public SourceWriter WriteWhole(Expression expression) => expression is Binary e ? Write(e, "", "") : Write(expression);

    /// <summary>Writes a value as an operand.</summary>
    public SourceWriter Write(Expression expression) => expression switch
    {
        Local e => Write(e),
        Number e => Write(Float(e.Value)),
        IndexValue e => Write(e.Index),
        LoadVector e => _plain ? WriteElement(e.Pointer, e.At) : Write($"*({_floats}*){new Address(e.Pointer, e.At)}"),
        LoadIntegerVector e => _plain ? WriteElement(e.Pointer, e.At) : Write($"*({_integers}*){new Address(e.Pointer, e.At)}"),
        LoadBFloat16 { IsUpper: true } e => Write($"(*({_integers}*){new Address(e.Pointer, e.At)} & {_vector}.Create(-65536)).AsSingle()"),
        LoadBFloat16 e => Write($"(*({_integers}*){new Address(e.Pointer, e.At)} << 16).AsSingle()"),
        LoadElement e => WriteElement(e.Pointer, e.At),
        Splat { Value: Number { Value: 0f } } => _plain ? Write("0f") : Write($"{_floats}.Zero"),
        Splat e => _plain ? Write(e.Value) : Write($"{_vector}.Create({e.Value})"),
        SplatInteger { Value: { IsConstant: true, Constant: 0 } } => _plain ? Write("0") : Write($"{_integers}.Zero"),
        SplatInteger e => _plain ? WriteInteger32(e.Value) : Write($"{_vector}.Create({new Integer32(e.Value)})"),
        FirstLanes e => _plain || e.Count == _lanes ? Write(e.Value) : Write($"PartialVector.FirstLanes({e.Value}, {e.Count}, {Float(e.Rest)})"),
        ShiftLanes e => Write($"{_vector}.Shuffle({e.A}, {LaneOrder(i => i - e.By)})"), // lane −1 does not exist, and gives 0
        RepeatLanes e => _plain ? Write(e.A) : Write($"{_vector}.Shuffle({e.A}, {LaneOrder(i => (e.First + i) / e.Times)})"),
        ExchangeLanes e => Write($"{_vector}.Shuffle({e.A}, {LaneOrder(i => i ^ e.By)})"),
        Argument e => Write(e.Name),
        AddressOf e => WriteOffset(e.Pointer, e.At),
        MultiplyAdd e => Write($"{(_plain ? "float" : _vector)}.MultiplyAddEstimate({e.A}, {e.B}, {e.C})"),
        Binary e => Write(e, "(", ")"),
        Call e => Write(e),
        LibraryFunction e => Write($"VectorMath.{e.Name}({e.A})"),
        SelectGreater e => _plain
            ? Write($"({e.A} > {e.B} ? {e.Then} : {e.Else})")
            : Write($"{_vector}.ConditionalSelect({_vector}.GreaterThan({e.A}, {e.B}){(IsInteger(e.Then) ? ".AsInt32()" : "")}, {e.Then}, {e.Else})"),
        SelectAtMost e => _plain
            ? Write($"({e.A} <= {e.B} ? {e.Then} : {e.Else})")
            : Write($"{_vector}.ConditionalSelect({_vector}.LessThanOrEqual({e.A}, {e.B}){(IsInteger(e.Then) ? ".AsInt32()" : "")}, {e.Then}, {e.Else})"),
        KeepNaN e => _plain ? Write(e.Extremum) : Write($"VectorMath.KeepNaN({e.Extremum}, {e.A}, {e.B})"), // MathF.Max loses none
        SelectEqual e => _plain
            ? Write($"({e.A} == {e.B} ? {e.Then} : {e.Else})")
            : Write($"{_vector}.ConditionalSelect({_vector}.Equals({e.A}, {e.B}).AsSingle(), {e.Then}, {e.Else})"),
        _ => throw new InvalidOperationException($"No syntax for {expression.GetType().Name}."),
    };

    /// <summary>Writes the arguments of a call of the library.</summary>
    public SourceWriter WriteArguments(EquatableArray<Expression> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            Write(i > 0 ? ", " : "");
            _ = arguments[i] is IndexValue index ? WriteInteger32(index.Index) : Write(arguments[i]);
        }

        return writer;
    }

    /// <summary>Writes an index as a 32-bit integer: loop variables are wider.</summary>
    public SourceWriter WriteInteger32(IndexExpression index) => index.IsConstant ? Write(index) : Write($"(int)({index})");

    /// <summary>Writes a place in a buffer, to be dereferenced.</summary>
    public SourceWriter WriteAddress(string pointer, IndexExpression at) => IsStart(at) ? Write(pointer) : Write($"&{pointer}[{new Index(pointer, at)}]");

    /// <summary>Writes a place in a buffer, to be passed on.</summary>
    public SourceWriter WriteOffset(string pointer, IndexExpression at) => IsStart(at) ? Write(pointer) : Write($"{pointer} + {new Index(pointer, at)}");

    public SourceWriter WriteElement(string pointer, IndexExpression at) => Write($"{pointer}[{new Index(pointer, at)}]");

    /// <summary>Writes an index into a buffer, with the names of its distances.</summary>
    public SourceWriter WriteIndex(string pointer, IndexExpression at) =>
        kernel.Strides.Count == 0 ? writer.Append(at) : writer.Append(at, (variable, value) => NameOf(new(pointer, variable, value, "")));

    private string? NameOf(StrideName wanted)
    {
        foreach (StrideName stride in kernel.Strides)
        {
            if (stride with { Name = "" } == wanted)
            {
                return stride.Name;
            }
        }

        return null;
    }

    private static bool IsStart(IndexExpression at) => at is { IsConstant: true, Constant: 0 };

    /// <summary>A constant place in a buffer, to be passed on.</summary>
    public static string Place(string pointer, int offset) => offset == 0 ? pointer : $"{pointer} + {Invariant(offset)}";

    public static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A literal that reads back as the same text.</summary>
    public static string Text(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A literal that reads back as the same float.</summary>
    public static string Float(float value) =>
        float.IsNegativeInfinity(value) ? "float.NegativeInfinity"
        : float.IsPositiveInfinity(value) ? "float.PositiveInfinity"
        : value.ToString("R", CultureInfo.InvariantCulture) + "f";

    private SourceWriter Write(Local local)
    {
        Write(local.Name);
        for (int i = 0; i < local.Subscripts.Count; i++)
        {
            Write(i > 0 ? "_" : "").Append(Invariant(local.Subscripts[i].Constant));
        }

        return writer;
    }

    private SourceWriter Write(Binary e, string open, string close) => e.Operation switch
    {
        BinaryOperation.Maximum or BinaryOperation.Minimum when e.A is IndexValue =>
            Write($"Math.{(e.Operation == BinaryOperation.Maximum ? "Max" : "Min")}({e.A}, {e.B})"),
        BinaryOperation.Maximum => Write($"{(_plain ? "MathF.Max" : _vector + ".MaxNative")}({new Whole(e.A)}, {new Whole(e.B)})"),
        BinaryOperation.Minimum => Write($"{(_plain ? "MathF.Min" : _vector + ".MinNative")}({new Whole(e.A)}, {new Whole(e.B)})"),
        _ => Write($"{open}{e.A} {Sign(e.Operation)} {e.B}{close}"),
    };

    private static string Sign(BinaryOperation operation) => operation switch
    {
        BinaryOperation.Add => "+",
        BinaryOperation.Subtract => "-",
        BinaryOperation.Multiply => "*",
        BinaryOperation.Divide => "/",
        BinaryOperation.ShiftRight => ">>",
        BinaryOperation.And => "&",
        BinaryOperation.Remainder => "%",
        _ => throw new InvalidOperationException($"No sign for {operation}."),
    };

    private SourceWriter Write(Call e) => e.Function switch
    {
        Function.SumOfLanes => _plain ? Write(e.A) : Write($"{_vector}.Sum({e.A})"),
        Function.LargestLane => _plain ? Write(e.A) : Write($"VectorMath.LargestLane({e.A})"),
        Function.EvenLanes => Write($"{_vector}.Shuffle({e.A}, {LaneOrder(i => 2 * i % _lanes)})"),
        Function.OddLanes => Write($"{_vector}.Shuffle({e.A}, {LaneOrder(i => ((2 * i) + 1) % _lanes)})"),
        Function.Negate => Write($"(-{e.A})"),
        Function.ToDouble => Write($"(double){e.A}"),
        Function.Sqrt => Write($"{(_plain ? "MathF" : _vector)}.Sqrt({e.A})"),
        Function.Abs => Write($"{(_plain ? "MathF" : _vector)}.Abs({e.A})"),
        _ => throw new InvalidOperationException($"No syntax for {e.Function}."),
    };

    private static bool IsInteger(Expression expression) => expression switch
    {
        SplatInteger or LoadIntegerVector => true,
        Local local => local.Type == LocalType.IntegerVector,
        SelectGreater select => IsInteger(select.Then),
        SelectAtMost select => IsInteger(select.Then),
        Call { Function: Function.EvenLanes or Function.OddLanes } call => IsInteger(call.A),
        Binary binary => IsInteger(binary.A),
        _ => false,
    };

    private string LaneOrder(Func<int, int> from)
    {
        string[] order = new string[_lanes];
        for (int i = 0; i < _lanes; i++)
        {
            order[i] = Invariant(from(i));
        }

        return $"{_vector}.Create({string.Join(", ", order)})";
    }
}
