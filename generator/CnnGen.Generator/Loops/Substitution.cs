using CnnGen.Generator.Model;

namespace CnnGen.Generator.Loops;

/// <summary>Numbers in the place of loop variables, everywhere.</summary>
/// <param name="outer">Those of the loops around, or null.</param>
/// <param name="variable">The variable of the innermost loop.</param>
/// <param name="value">Its number.</param>
internal sealed class Substitution(Substitution? outer, string variable, int value)
{
    /// <summary>The number in the place of a variable, or null.</summary>
    public int? Of(string name) => name == variable ? value : outer?.Of(name);

    /// <summary>A statement with numbers in it; bodies are left as they are.</summary>
    public Statement Apply(Statement statement) => statement switch
    {
        Loop s => s with { Start = Apply(s.Start), End = Apply(s.End), Tasks = s.Tasks is { } tasks ? tasks with { Offset = Apply(tasks.Offset) } : null },
        WhenAnyTask s => s with { Tasks = s.Tasks with { Offset = Apply(s.Tasks.Offset) } },
        Declare s => new Declare(Apply(s.Local), Apply(s.Value)),
        Assign s => new Assign(Apply(s.Local), Apply(s.Value)),
        StoreVector s => s with { At = Apply(s.At), Value = Apply(s.Value) },
        StoreIntegerVector s => s with { At = Apply(s.At), Value = Apply(s.Value) },
        StoreElement s => s with { At = Apply(s.At), Value = Apply(s.Value) },
        DeclarePointer s => s with { At = Apply(s.At) },
        CallKernel s => s with { Arguments = Apply(s.Arguments) },
        CallLibrary s => s with { Arguments = Apply(s.Arguments) },
        WhenGreater s => new WhenGreater(Apply(s.A), Apply(s.B), s.Body),
        _ => statement,
    };

    private Expression Apply(Expression expression) => expression switch
    {
        Local e => Apply(e),
        IndexValue e => new IndexValue(Apply(e.Index)),
        LoadVector e => e with { At = Apply(e.At) },
        LoadIntegerVector e => e with { At = Apply(e.At) },
        LoadBFloat16 e => e with { At = Apply(e.At) },
        LoadElement e => e with { At = Apply(e.At) },
        Splat e => new Splat(Apply(e.Value)),
        SplatInteger e => new SplatInteger(Apply(e.Value)),
        FirstLanes e => e with { Value = Apply(e.Value) },
        ShiftLanes e => e with { A = Apply(e.A) },
        RepeatLanes e => e with { A = Apply(e.A) },
        ExchangeLanes e => e with { A = Apply(e.A) },
        AddressOf e => e with { At = Apply(e.At) },
        MultiplyAdd e => new MultiplyAdd(Apply(e.A), Apply(e.B), Apply(e.C)),
        Binary e => new Binary(e.Operation, Apply(e.A), Apply(e.B)),
        Call e => new Call(e.Function, Apply(e.A)),
        LibraryFunction e => new LibraryFunction(e.Name, Apply(e.A)),
        SelectGreater e => new SelectGreater(Apply(e.A), Apply(e.B), Apply(e.Then), Apply(e.Else)),
        SelectAtMost e => new SelectAtMost(Apply(e.A), Apply(e.B), Apply(e.Then), Apply(e.Else)),
        KeepNaN e => new KeepNaN(Apply(e.Extremum), Apply(e.A), Apply(e.B)),
        SelectEqual e => new SelectEqual(Apply(e.A), Apply(e.B), Apply(e.Then), Apply(e.Else)),
        _ => expression,
    };

    private EquatableArray<Expression> Apply(EquatableArray<Expression> expressions)
    {
        Expression[] result = new Expression[expressions.Count];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Apply(expressions[i]);
        }

        return new EquatableArray<Expression>(result);
    }

    private Local Apply(Local local)
    {
        if (local.Subscripts.Count == 0)
        {
            return local;
        }

        IndexExpression[] subscripts = new IndexExpression[local.Subscripts.Count];
        for (int i = 0; i < subscripts.Length; i++)
        {
            subscripts[i] = Apply(local.Subscripts[i]);
        }

        return local with { Subscripts = new EquatableArray<IndexExpression>(subscripts) };
    }

    private IndexExpression Apply(IndexExpression index) => index.Substitute(this);
}
