using CnnGen.Generator.Model;

namespace CnnGen.Generator.Loops;

/// <summary>Collects the statements of one kernel; lowering reads like the loop nest it makes.</summary>
/// <param name="isParallel">Whether threads divide the work of the kernel.</param>
internal sealed class LoopBuilder(bool isParallel = false)
{
    /// <summary>The number of the task in the loop of <see cref="ForTasksFrom"/>.</summary>
    public const string TaskIndex = "task";

    private readonly Stack<List<Statement>> _bodies = new([[]]);

    private readonly List<StrideName> _strides = [];

    public EquatableArray<Statement> Statements => _bodies.Peek().ToEquatableArray();

    /// <summary>The method that was collected.</summary>
    public KernelCode Code(int lanes, EquatableArray<KernelParameter> parameters) =>
        new(lanes, parameters, Statements) { Strides = _strides.ToEquatableArray() };

    /// <summary>Gives a distance in memory a name. Distances of one name are equal; those of 0 and 1 need none.</summary>
    /// <param name="name">The constant that is printed.</param>
    /// <param name="pointer">The buffer.</param>
    /// <param name="variable">The loop that walks over it; empty for a constant offset.</param>
    /// <param name="value">The distance.</param>
    public void NameStride(string name, string pointer, string variable, int value)
    {
        if (value > 1
            && !_strides.Exists(stride =>
                stride.Name == name ? stride.Value != value : (stride.Pointer, stride.Variable, stride.Value) == (pointer, variable, value)))
        {
            _strides.Add(new StrideName(pointer, variable, value, name));
        }
    }

    public void Add(Statement statement) => _bodies.Peek().Add(statement);

    /// <summary>for (variable = 0; variable &lt; count; variable += step); nothing for a count of 0, no loop for a single round.</summary>
    public void For(string variable, int count, Action<IndexExpression> body, int step = 1)
    {
        if (count <= 0)
        {
            return;
        }

        if (count <= step)
        {
            body(0);
            return;
        }

        Add(new Loop(variable, 0, count, step, Unrolled: false, Collect(() => body(IndexExpression.Of(variable)))));
    }

    /// <summary>A loop over a range; nothing for an empty one, no loop for a single round.</summary>
    public void For(string variable, int start, int end, int step, Action<IndexExpression> body)
    {
        if (end <= start)
        {
            return;
        }

        if (end - start <= step)
        {
            body(start);
            return;
        }

        Add(new Loop(variable, start, end, step, Unrolled: false, Collect(() => body(IndexExpression.Of(variable)))));
    }

    /// <summary>A loop over those tasks of a range which the kernel was called for: all where it is not parallel.</summary>
    public void ForTasks(string variable, int start, int end, Action<IndexExpression> body)
    {
        if (!isParallel)
        {
            For(variable, start, end, 1, body);
        }
        else if (end > start)
        {
            Add(new Loop(variable, start, end, 1, Unrolled: false, Collect(() => body(IndexExpression.Of(variable)))) { IsParallel = true });
        }
    }

    /// <summary>A loop within another, where a task is a round of both: those rounds of a range from 0 on whose task the kernel was called for.</summary>
    public void ForTasksWithin(string variable, int count, TaskStride tasks, Action<IndexExpression> body) =>
        Add(new Loop(variable, 0, count, 1, Unrolled: false, Collect(() => body(IndexExpression.Of(variable)))) { IsParallel = true, Tasks = tasks });

    /// <summary>
    /// The rounds of a loop within another, where a task is a round of both: thread after thread takes rounds of this one, and where these do not divide
    /// evenly, of the other.
    /// </summary>
    /// <param name="variable">The variable of this loop.</param>
    /// <param name="count">Its rounds.</param>
    /// <param name="outer">Which round of the other loop this is.</param>
    /// <param name="outerCount">The rounds of the other loop.</param>
    /// <param name="before">What a thread does first, once for all its rounds here.</param>
    /// <param name="body">A round.</param>
    public void ForTasksAcross(string variable, int count, IndexExpression outer, int outerCount, Action before, Action<IndexExpression> body)
    {
        if (!isParallel)
        {
            before();
            For(variable, count, body);
            return;
        }

        TaskStride tasks = new(outer, outerCount);
        Remark(FormattableString.Invariant($"Task {variable} · {outerCount} + {outer}."));
        Add(new WhenAnyTask(tasks, Collect(before)));
        ForTasksWithin(variable, count, tasks, body);
    }

    /// <summary>
    /// A loop over a range in equal steps, each of them a task, counted from <paramref name="firstTask"/> on: only those tasks are taken that lie
    /// in the part of the work which the kernel was called for.
    /// </summary>
    public void ForTasksFrom(string variable, IndexExpression firstTask, int start, int end, int step, Action<IndexExpression> body)
    {
        if (!isParallel)
        {
            For(variable, start, end, step, body);
        }
        else if (end > start)
        {
            int tasks = (end - start + step - 1) / step;
            Add(new Loop(
                TaskIndex,
                firstTask,
                firstTask + tasks,
                1,
                Unrolled: false,
                Collect(() => body(((IndexExpression.Of(TaskIndex) - firstTask) * step) + start)))
            { IsParallel = true });
        }
    }

    /// <summary>A loop whose bounds are only known when the kernel runs.</summary>
    public void ForRuntime(string variable, IndexExpression start, IndexExpression end, int step, Action<IndexExpression> body) =>
        Add(new Loop(variable, start, end, step, Unrolled: false, Collect(() => body(IndexExpression.Of(variable)))));

    /// <summary>A loop that is written out.</summary>
    public void Unroll(string variable, int count, Action<IndexExpression> body) =>
        Add(new Loop(variable, 0, count, 1, Unrolled: true, Collect(() => body(IndexExpression.Of(variable)))));

    public void Scope(Action body) => Add(new Block(Collect(body)));

    public Local Declare(string name, LocalType type, Expression value, params IndexExpression[] subscripts)
    {
        Local local = new(name, type, subscripts.ToEquatableArray());
        Add(new Declare(local, value));
        return local;
    }

    /// <summary>Introduces neighbouring locals: name0, name1 and so on.</summary>
    public Local[] Series(string name, int count, Func<int, Expression> value) =>
        [.. Enumerable.Range(0, count).Select(i => Declare(name, LocalType.Vector, value(i), i))];

    public void Assign(Local local, Expression value) => Add(new Assign(local, value));

    public string Pointer(string name, string origin, IndexExpression at)
    {
        Add(new DeclarePointer(name, origin, at));
        return name;
    }

    public void Remark(string text) => Add(new Remark(text));

    public void When(Expression a, Expression b, Action body) => Add(new WhenGreater(a, b, Collect(body)));

    private EquatableArray<Statement> Collect(Action body)
    {
        _bodies.Push([]);
        body();
        return _bodies.Pop().ToEquatableArray();
    }
}
