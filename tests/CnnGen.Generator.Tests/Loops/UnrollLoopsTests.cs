using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Program;
using CnnGen.Generator.Tests.Program;
using Xunit;

namespace CnnGen.Generator.Tests.Loops;

/// <summary>Loops that are written out compute what they computed as loops.</summary>
public class UnrollLoopsTests
{
    private const int Length = 64;

    [Fact]
    public void NestsOfAllKinds_KeepTheirMeaning()
    {
        Random random = new(3);
        for (int i = 0; i < 500; i++)
        {
            LoopBuilder b = new();
            Nest(b, random, depth: 0, at: 0, subscripts: []);
            KernelCode code =
                new(1, [new KernelParameter("a", ParameterType.FloatPointer), new KernelParameter("sums", ParameterType.FloatPointer)], b.Statements);

            AssertSame(code, _ => Length, []);
        }
    }

    [Theory]
    [InlineData(32)]
    [InlineData(128)]
    [InlineData(512)]
    public void EveryKernelOfANetwork_KeepsItsMeaning(int bits)
    {
        LoweredProgram program = SmallPrograms.Forward(SmallPrograms.Various, bits);
        foreach (KernelCall call in program.Calls)
        {
            AssertSame(call.Kernel.Code, parameter => SmallPrograms.Length(program, call, parameter), program.Kernels);
        }
    }

    [Fact]
    public void ALoopOfNoRounds_LeavesNothing() =>
        Assert.Empty(UnrollLoops.Run(new KernelCode(1, [], [new Loop("i", 3, 3, 1, Unrolled: true, [new Remark("never")])])).Body);

    [Fact]
    public void EachRound_HasItsOwnLocals()
    {
        LoopBuilder b = new();
        b.Unroll("v", 3, v => b.Declare("acc", LocalType.Vector, new Splat(0f), v + 1));

        Assert.Equal(
            [1, 2, 3],
            UnrollLoops.Run(new KernelCode(1, [], b.Statements)).Body.Select(statement => Assert.IsType<Declare>(statement).Local.Subscripts[0].Constant));
    }

    private static void AssertSame(KernelCode code, Func<string, int> length, IEnumerable<Kernel> kernels)
    {
        KernelCode unrolled = UnrollLoops.Run(code);
        Assert.DoesNotContain(Flat(unrolled.Body), statement => statement is Loop { Unrolled: true });
        Assert.All(Flat(unrolled.Body).OfType<Declare>(), declare => Assert.All(declare.Local.Subscripts, subscript => Assert.True(subscript.IsConstant)));

        Dictionary<string, Rational?[]> before = SmallPrograms.Memory(code, length);
        Dictionary<string, Rational?[]> after = SmallPrograms.Memory(code, length);
        LoopInterpreter.Run(code, before, kernels);
        LoopInterpreter.Run(unrolled, after, kernels);
        Assert.All(before, buffer => Assert.Equal(buffer.Value, after[buffer.Key]));
    }

    private static IEnumerable<Statement> Flat(EquatableArray<Statement> body) => body.SelectMany(statement => statement switch
    {
        Loop s => Flat(s.Body).Prepend(s),
        Block s => Flat(s.Body).Prepend(s),
        WhenGreater s => Flat(s.Body).Prepend(s),
        _ => (IEnumerable<Statement>)[statement],
    });

    /// <summary>Loops in loops, marked or not, with pointers, conditions and locals whose names depend on the marked ones.</summary>
    private static void Nest(LoopBuilder b, Random random, int depth, IndexExpression at, IndexExpression[] subscripts)
    {
        if (depth == 3)
        {
            Local local = b.Declare("x", LocalType.Vector, new LoadVector("a", at), subscripts);
            b.Assign(local, new MultiplyAdd(local, new Splat(random.Next(1, 4)), new Splat(new LoadElement("sums", random.Next(Length)))));
            b.Add(new StoreVector("sums", at, local, 1));
            return;
        }

        // Indices of all loops together stay below 3·(1 + 4 + 16) = 63.
        int stride = 1 << (2 * depth);
        int count = random.Next(1, 4);
        string variable = "ijk"[depth].ToString();
        switch (random.Next(5))
        {
            case 0:
                b.Unroll(variable, count, i => Nest(b, random, depth + 1, at + (i * stride), [.. subscripts, i]));
                break;
            case 1:
                b.Add(Unrolled(
                    variable,
                    1,
                    3,
                    2,
                    inner => Nest(inner, random, depth + 1, at + (IndexExpression.Of(variable) * stride), [.. subscripts, IndexExpression.Of(variable)])));
                break;
            case 2:
                b.For(variable, count, i => Nest(b, random, depth + 1, at + (i * stride), subscripts));
                break;
            case 3:
                b.Scope(() => Nest(b, random, depth + 1, at, subscripts));
                break;
            default:
                b.When(new IndexValue(at), new Number(random.Next(4)), () => Nest(b, random, depth + 1, at, subscripts));
                break;
        }
    }

    private static Loop Unrolled(string variable, int start, int end, int step, Action<LoopBuilder> body)
    {
        LoopBuilder inner = new();
        body(inner);
        return new Loop(variable, start, end, step, Unrolled: true, inner.Statements);
    }
}
