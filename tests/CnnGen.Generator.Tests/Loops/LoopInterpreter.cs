using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using Xunit;

namespace CnnGen.Generator.Tests.Loops;

/// <summary>
/// Runs the loops of a kernel over exact fractions, as they stand: loops that are marked for unrolling run as loops. Values are one fraction a lane. What
/// nobody has written, and what lies behind the end of a buffer, is null; it may be loaded, as kernels load whole vectors, but not be stored.
/// </summary>
/// <param name="lanes">Lanes of a vector.</param>
/// <param name="buffers">The memory of each pointer that the kernel is given.</param>
/// <param name="kernels">Other kernels that it may call.</param>
internal sealed class LoopInterpreter(int lanes, IReadOnlyDictionary<string, Rational?[]> buffers, IEnumerable<Kernel>? kernels = null)
{
    private readonly Dictionary<string, (Rational?[] Buffer, int Start)> _pointers = buffers.ToDictionary(buffer => buffer.Key, buffer => (buffer.Value, 0));
    private readonly Dictionary<string, int> _variables = [];
    private readonly Dictionary<string, Rational?[]> _locals = [];
    private readonly Kernel[] _kernels = [.. kernels ?? []];

    /// <summary>Runs a kernel over buffers.</summary>
    public static void Run(KernelCode code, IReadOnlyDictionary<string, Rational?[]> buffers, IEnumerable<Kernel> kernels) =>
        new LoopInterpreter(code.Lanes, buffers, kernels).Run(code.Body);

    public void Run(EquatableArray<Statement> body)
    {
        foreach (Statement statement in body)
        {
            Run(statement);
        }
    }

    /// <summary>Gives a local a value from outside.</summary>
    public void Set(Local local, Rational value) => _locals[Key(local)] = [value];

    /// <summary>The value of an expression of one lane.</summary>
    public Rational Scalar(Expression expression) => Assert.Single(Value(expression)) ?? throw new InvalidOperationException("The value was never written.");

    private void Run(Statement statement)
    {
        switch (statement)
        {
            case Loop s:
                Assert.False(s.IsParallel);
                for (int i = Index(s.Start); i < Index(s.End); i += s.Step)
                {
                    _variables[s.Variable] = i;
                    Run(s.Body);
                }

                _variables.Remove(s.Variable);
                break;
            case Block s:
                Run(s.Body);
                break;
            case Declare s:
                _locals[Key(s.Local)] = Value(s.Value);
                break;
            case Assign s:
                Assert.Contains(Key(s.Local), _locals);
                _locals[Key(s.Local)] = Value(s.Value);
                break;
            case StoreVector s:
                Store(s.Pointer, s.At, Value(s.Value), s.Count);
                break;
            case StoreIntegerVector s:
                Store(s.Pointer, s.At, Value(s.Value), s.Count);
                break;
            case StoreElement s:
                Store(s.Pointer, s.At, Value(s.Value), 1);
                break;
            case DeclarePointer s:
                _pointers[s.Name] = (_pointers[s.Base].Buffer, _pointers[s.Base].Start + Index(s.At));
                break;
            case WhenGreater s:
                if (Scalar(s.A) > Scalar(s.B))
                {
                    Run(s.Body);
                }

                break;
            case CallKernel s:
                Call(s);
                break;
            case Remark or CallLibrary { Method: "Streaming.Complete" or "Prefetching.ToSecondCache" }:
                break;
            default:
                throw new NotSupportedException(statement.ToString());
        }
    }

    private void Call(CallKernel call)
    {
        KernelCode code = _kernels.Single(kernel => kernel.Name == call.Kernel).Code;
        LoopInterpreter callee = new(code.Lanes, new Dictionary<string, Rational?[]>(), _kernels);
        Assert.Equal(code.Parameters.Count, call.Arguments.Count);
        foreach ((KernelParameter parameter, Expression argument) in code.Parameters.Zip(call.Arguments))
        {
            switch (argument)
            {
                case AddressOf a:
                    callee._pointers[parameter.Name] = (_pointers[a.Pointer].Buffer, _pointers[a.Pointer].Start + Index(a.At));
                    break;
                case Argument a:
                    callee._pointers[parameter.Name] = _pointers[a.Name];
                    break;
                case IndexValue a:
                    callee._variables[parameter.Name] = Index(a.Index);
                    break;
                default:
                    throw new NotSupportedException(argument.ToString());
            }
        }

        callee.Run(code.Body);
    }

    private Rational?[] Value(Expression expression) => expression switch
    {
        Local e => _locals[Key(e)],
        Number e => [Rational.Exactly(e.Value)],
        IndexValue e => [Index(e.Index)],
        LoadVector e => Load(e.Pointer, e.At, lanes),
        LoadIntegerVector e => Load(e.Pointer, e.At, lanes),
        LoadElement e => Load(e.Pointer, e.At, 1),
        Splat e => Splat(Assert.Single(Value(e.Value))),
        SplatInteger e => Splat(Index(e.Value)),
        FirstLanes { Rest: var rest } e => [.. Value(e.Value).Select((value, lane) => lane < e.Count ? value : Rational.Exactly(rest))],
        MultiplyAdd e => Each(Value(e.A), Value(e.B), Value(e.C), (a, b, c) => (a * b) + c),
        Binary e => Each(Value(e.A), Value(e.B), (a, b) => Apply(e.Operation, a, b)),
        Call { Function: Function.SumOfLanes } e => [Value(e.A).Aggregate((a, b) => a + b)],
        Call { Function: Function.LargestLane } e => [Value(e.A).Aggregate((a, b) => a > b ? a : b)],
        Call { Function: Function.Negate } e => [.. Value(e.A).Select(a => -a)],
        Call { Function: Function.Abs } e => [.. Value(e.A).Select(a => a is { } value ? Rational.Abs(value) : (Rational?)null)],
        Call { Function: Function.EvenLanes } e => Shuffle(Value(e.A), lane => 2 * lane % lanes),
        Call { Function: Function.OddLanes } e => Shuffle(Value(e.A), lane => ((2 * lane) + 1) % lanes),
        ShiftLanes e => [.. Value(e.A).Select((_, lane) => lane < e.By ? 0 : Value(e.A)[lane - e.By])],
        RepeatLanes e => Shuffle(Value(e.A), lane => (e.First + lane) / e.Times),
        ExchangeLanes e => Shuffle(Value(e.A), lane => lane ^ e.By),
        SelectGreater e => Select(Value(e.A), Value(e.B), Value(e.Then), Value(e.Else), (a, b) => a > b),
        SelectAtMost e => Select(Value(e.A), Value(e.B), Value(e.Then), Value(e.Else), (a, b) => !(a > b)),
        KeepNaN e => Value(e.Extremum), // no fraction is NaN
        SelectEqual e => Select(Value(e.A), Value(e.B), Value(e.Then), Value(e.Else), (a, b) => a == b),
        _ => throw new NotSupportedException(expression.ToString()),
    };

    private static Rational Apply(BinaryOperation operation, Rational a, Rational b) => operation switch
    {
        BinaryOperation.Add => a + b,
        BinaryOperation.Subtract => a - b,
        BinaryOperation.Multiply => a * b,
        BinaryOperation.Divide => a / b,
        BinaryOperation.Maximum => Rational.Max(a, b),
        BinaryOperation.Minimum => Rational.Min(a, b),
        _ => throw new NotSupportedException(operation.ToString()),
    };

    private static Rational?[] Each(Rational?[] a, Rational?[] b, Func<Rational, Rational, Rational> operation) =>
        [.. a.Zip(b, (x, y) => x is { } left && y is { } right ? operation(left, right) : (Rational?)null)];

    private static Rational?[] Each(Rational?[] a, Rational?[] b, Rational?[] c, Func<Rational, Rational, Rational, Rational> operation) =>
        [.. a.Select((x, lane) => x is { } one && b[lane] is { } two && c[lane] is { } three ? operation(one, two, three) : (Rational?)null)];

    private static Rational?[] Select(Rational?[] a, Rational?[] b, Rational?[] then, Rational?[] otherwise, Func<Rational, Rational, bool> holds) =>
        [.. a.Select((x, lane) => x is { } left && b[lane] is { } right ? (holds(left, right) ? then : otherwise)[lane] : null)];

    private static Rational?[] Shuffle(Rational?[] value, Func<int, int> from) => [.. value.Select((_, lane) => value[from(lane)])];

    private Rational?[] Splat(Rational? value) => [.. Enumerable.Repeat(value, lanes)];

    private Rational?[] Load(string pointer, IndexExpression at, int count)
    {
        (Rational?[] buffer, int start) = _pointers[pointer];
        int first = start + Index(at);
        Assert.InRange(first, 0, buffer.Length);
        return [.. Enumerable.Range(first, count).Select(place => place < buffer.Length ? buffer[place] : null)];
    }

    private void Store(string pointer, IndexExpression at, Rational?[] value, int count)
    {
        (Rational?[] buffer, int start) = _pointers[pointer];
        for (int lane = 0; lane < count; lane++)
        {
            buffer[start + Index(at) + lane] =
                value[lane] ?? throw new InvalidOperationException($"{pointer}[{at}] lane {lane} is stored, but was never computed.");
        }
    }

    private int Index(IndexExpression index) => index.Terms.Aggregate(index.Constant, (sum, term) => sum + (term.Factor * Variable(term.Variable)));

    private int Variable(string name) => _variables.TryGetValue(name, out int value) ? value : (int)Scalar(new Local(name, LocalType.Integer, [])).Numerator;

    private string Key(Local local) => string.Join('_', local.Subscripts.Select(subscript => Index(subscript).ToString()).Prepend(local.Name));
}
