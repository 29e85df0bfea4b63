using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Emission;

/// <summary>One kernel as a C# method.</summary>
/// <param name="writer">Takes the statements.</param>
/// <param name="kernel">What is printed.</param>
/// <param name="fileLanes">Lanes of the vectors that the file has short names for.</param>
internal sealed class KernelPrinter(SourceWriter writer, KernelCode kernel, int fileLanes)
{
    // As many as there are kernels whose code is remembered, and those which are small.
    private const int Remembered = 2048;

    private static readonly RecentValues<(KernelCode Code, int Depth, int FileLanes), string> s_printed = new(Remembered);

    private readonly VectorSyntax _syntax = new(writer, kernel, fileLanes);

    /// <summary>Prints a kernel with its comment.</summary>
    /// <param name="writer">Takes the text.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="fileLanes">Lanes of the vectors that the file has short names for.</param>
    public static void Print(SourceWriter writer, Kernel kernel, int fileLanes)
    {
        foreach (string line in kernel.Comment)
        {
            writer.Comment(DisplayName.OneLine(line));
        }

        List<string> parameters = [];
        foreach (KernelParameter parameter in kernel.Code.Parameters)
        {
            parameters.Add($"{Type(parameter.Type)} {parameter.Name}");
        }

        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        writer.Block($"private static void {kernel.Name}({string.Join(", ", parameters)})", () => writer.Paste(Body(kernel.Code, writer.Depth, fileLanes)));
    }

    private static string Body(KernelCode code, int depth, int fileLanes) => s_printed.Get((code, depth, fileLanes), () =>
    {
        SourceWriter body = new(depth);
        new KernelPrinter(body, code, fileLanes).Print(UnrollLoops.Run(code).Body);
        string text = body.ToString();
        return code.Strides.Count == 0 ? text : Constants(code, depth, text) + text;
    });

    /// <summary>The distances in memory that the text names.</summary>
    private static string Constants(KernelCode code, int depth, string text)
    {
        SourceWriter constants = new(depth);
        foreach (StrideName stride in code.Strides.GroupBy(stride => stride.Name).Select(same => same.First()).Where(stride => text.Contains(stride.Name)))
        {
            constants.Line($"const int {stride.Name} = {VectorSyntax.Invariant(stride.Value)};");
        }

        return constants.ToString();
    }

    private static string Type(ParameterType type) => type switch
    {
        ParameterType.FloatPointer => "float*",
        ParameterType.IntegerPointer => "int*",
        ParameterType.Integer => "int",
        ParameterType.Scalar => "float",
        ParameterType.Long => "long",
        _ => "BatchTotals*",
    };

    /// <summary>The first round whose task is not before a certain one.</summary>
    private static string Round(string task, TaskStride tasks) => $"Partition.Round({task}, {tasks.Offset}, {VectorSyntax.Invariant(tasks.Count)})";

    /// <summary>The rounds of a loop whose tasks the kernel was called for.</summary>
    private static (string Start, string End) Bounds(Loop loop, TaskStride tasks)
    {
        if (tasks.Count == 1)
        {
            return (
                $"Math.Max({loop.Start}, {IndexExpression.Of(Kernel.FirstTask) - tasks.Offset})",
                $"Math.Min({loop.End}, {IndexExpression.Of(Kernel.EndTask) - tasks.Offset})");
        }

        string end = Round(Kernel.EndTask, tasks);
        return (Round(Kernel.FirstTask, tasks), tasks.IsPartial ? $"Math.Min({loop.End}, {end})" : end);
    }

    private void Print(EquatableArray<Statement> body)
    {
        foreach (Statement statement in body)
        {
            Print(statement);
        }
    }

    private void Print(Statement statement)
    {
        switch (statement)
        {
            case Loop s:
                (string start, string end) = s.Tasks is { } tasks ? Bounds(s, tasks)
                    : s.IsParallel ? ($"Math.Max({Kernel.FirstTask}, {s.Start})", $"Math.Min({Kernel.EndTask}, {s.End})")
                    : ($"{s.Start}", $"{s.End}");
                string step = s.Step == 1 ? $"{s.Variable}++" : $"{s.Variable} += {VectorSyntax.Invariant(s.Step)}";
                writer.Block($"for (nint {s.Variable} = {start}; {s.Variable} < {end}; {step})", () => Print(OnlyBlock(s.Body)));
                break;
            case Block s:
                writer.Block(() => Print(s.Body));
                break;
            case WhenAnyTask s:
                writer.Block($"if ({Round(Kernel.FirstTask, s.Tasks)} < {Round(Kernel.EndTask, s.Tasks)})", () => Print(OnlyBlock(s.Body)));
                break;
            case WhenGreater s:
                _syntax.Line($"if ({s.A} > {s.B})");
                writer.Block(() => Print(OnlyBlock(s.Body)));
                break;
            case Remark s:
                writer.Line("// " + s.Text);
                break;
            case DeclarePointer s:
                _syntax.Line($"{PointerType(s.Base)} {s.Name} = {new Offset(s.Base, s.At)};");
                break;
            case DeclareIntegers s:
                writer.Line($"int* {s.Name} = ConstantTable.Integers([{string.Join(", ", s.Values.Select(VectorSyntax.Invariant))}]);");
                break;
            case DeclareFloats s:
                writer.Line($"float* {s.Name} = ConstantTable.Floats([{string.Join(", ", s.Values.Select(VectorSyntax.Float))}]);");
                break;
            case Declare s:
                _syntax.Line($"{_syntax.Type(s.Local.Type)} {s.Local} = {new Whole(s.Value)};");
                break;
            case Assign s:
                _syntax.Line($"{s.Local} = {new Whole(s.Value)};");
                break;
            case CallKernel s:
                _syntax.Line($"{s.Kernel}({s.Arguments});");
                break;
            case CallLibrary s:
                _syntax.Line($"{s.Method}({s.Arguments});");
                break;
            case StoreElement s:
                string cast = s.Value is IndexValue or Local { Type: LocalType.Integer } ? "(int)" : "";
                _syntax.Line($"{s.Pointer}[{new Index(s.Pointer, s.At)}] = {cast}{new Whole(s.Value)};");
                break;
            case StoreVector { IsNonTemporal: true } s when kernel.Lanes > 1 && s.Count == kernel.Lanes:
                _syntax.Line($"Streaming.Store({new Offset(s.Pointer, s.At)}, {new Whole(s.Value)});");
                break;
            case StoreVector s:
                PrintStore(LocalType.Vector, s.Pointer, s.At, s.Value, s.Count);
                break;
            case StoreIntegerVector s:
                PrintStore(LocalType.IntegerVector, s.Pointer, s.At, s.Value, s.Count);
                break;
            default:
                throw new InvalidOperationException($"No syntax for {statement.GetType().Name}.");
        }
    }

    private void PrintStore(LocalType type, string pointer, IndexExpression at, Expression value, int count)
    {
        if (kernel.Lanes == 1)
        {
            _syntax.Line($"{pointer}[{new Index(pointer, at)}] = {new Whole(value)};");
        }
        else if (count == kernel.Lanes)
        {
            _syntax.Line($"*({_syntax.Type(type)}*){new Address(pointer, at)} = {new Whole(value)};");
        }
        else
        {
            _syntax.Line($"PartialVector.Store({new Offset(pointer, at)}, {new Whole(value)}, {count});");
        }
    }

    private string PointerType(string origin)
    {
        foreach (KernelParameter parameter in kernel.Parameters)
        {
            if (parameter.Name == origin)
            {
                return Type(parameter.Type);
            }
        }

        return "float*";
    }

    /// <summary>A body that is one block needs no second pair of braces.</summary>
    private static EquatableArray<Statement> OnlyBlock(EquatableArray<Statement> body) =>
        body.Count == 1 && body[0] is Block block ? OnlyBlock(block.Body) : body;
}
