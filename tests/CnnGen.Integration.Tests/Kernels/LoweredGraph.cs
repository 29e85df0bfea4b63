using System.Reflection;
using CnnGen.Generator.Algorithms.Layouts;
using CnnGen.Generator.Compilation;
using CnnGen.Generator.Emission;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Program;
using CnnGen.Integration.Tests.Harness;
using CnnGen.Runtime;

namespace CnnGen.Integration.Tests.Kernels;

/// <summary>
/// The training program of a planned graph, printed, compiled and run. Buffers do not share memory, so that every value can be read afterwards.
/// </summary>
internal sealed unsafe class LoweredGraph
{
    private readonly NetworkPlan _plan;
    private readonly LoweredProgram _program;
    private readonly delegate*<in MicroBatch, int, int, void> _run;
    private readonly Type _owner;

    private LoweredGraph(NetworkPlan plan, LoweredProgram program, Type type)
    {
        _plan = plan;
        _program = program;
        _owner = type;
        _run = (delegate*<in MicroBatch, int, int, void>)type.GetMethod("Run")!.MethodHandle.GetFunctionPointer();
    }

    /// <summary>Rules that a kernel breaks.</summary>
    public IEnumerable<string> Violations => _program.Kernels.SelectMany(KernelLegality.Violations);

    /// <summary>Compiles several plans at once.</summary>
    public static LoweredGraph[] CompileAll(IReadOnlyList<NetworkPlan> plans)
    {
        LoweredProgram[] programs = [.. plans.Select(plan =>
            Apart(ProgramLowering.Run(plan, ParameterLayout.Of(plan.Graph), isTraining: true, CancellationToken.None)))];
        SourceWriter writer = new();
        writer.Line(
            "using System;\nusing System.Runtime.CompilerServices;\nusing System.Runtime.Intrinsics;\nusing CnnGen.Packing;\nusing CnnGen.Runtime;\nusing "
            + "CnnGen.Threading;\nusing CnnGen.Vectors;");
        if (plans[0].Target.VectorBits is >= 128 and var bits)
        {
            writer.Line($"using V = System.Runtime.Intrinsics.Vector{bits}<float>;\nusing VInt = System.Runtime.Intrinsics.Vector{bits}<int>;");
        }

        writer.Line("#nullable disable");
        for (int i = 0; i < programs.Length; i++)
        {
            writer.Block($"internal static class Graph{i}", () => new ProgramPrinter(writer, programs[i], ProgramPurpose.Training).Print());
        }

        Assembly assembly = CompiledSource.Load(NetworkCompiler.Compilation(writer.ToString()));
        return [.. programs.Select((program, i) =>
            new LoweredGraph(plans[i], program, assembly.GetType($"Graph{i}+{ProgramPrinter.ClassName(program, ProgramPurpose.Training)}")!))];
    }

    /// <summary>Runs one micro-batch against target values.</summary>
    public Run Execute(float[][] images, float[][] targets)
    {
        using AlignedBuffer arena = new(_program.ArenaLength);
        using AlignedBuffer scratch = new(_program.ScratchLength);
        arena.Span.Fill(float.NaN); // what no kernel writes must not be read
        BatchTotals totals = default;
        fixed (float* input = images.SelectMany(x => x).ToArray())
        fixed (float* values = targets.SelectMany(x => x).ToArray())
        {
            MicroBatch batch = new()
            {
                Arena = arena.Pointer,
                Scratch = scratch.Pointer,
                Input = input,
                Values = values,
                Count = images.Length,
                Scale = 1f / images.Length,
                Totals = &totals,
            };
            _run(in batch, 0, images.Length);
            GC.KeepAlive(_owner); // its assembly is collectible, and a function pointer does not hold it
        }

        return new Run(this, arena.Span.ToArray(), totals);
    }

    private static LoweredProgram Apart(LoweredProgram program)
    {
        const int Gap = 16;
        int offset = 0;
        ArenaBuffer[] buffers = [.. program.Buffers];
        for (int i = 0; i < buffers.Length; i++)
        {
            buffers[i] = buffers[i] with { Offset = offset };
            offset += (buffers[i].Length * program.MicroBatch) + Gap;
        }

        return program with { Buffers = new EquatableArray<ArenaBuffer>(buffers), ArenaLength = offset };
    }

    /// <summary>Memory after a run.</summary>
    internal sealed record Run(LoweredGraph Graph, float[] Arena, BatchTotals Totals)
    {
        /// <summary>The value of a node for one image, channels last.</summary>
        public float[] Value(int node, int image)
        {
            ArenaBuffer buffer = Graph._program.Buffers.Single(b => b.Name == Graph._plan.Graph.Nodes[node].Name);
            BufferLayout layout = Graph._plan.Layouts[node];
            int start = buffer.Offset + (image * buffer.Length);
            TensorShape shape = layout.Shape;
            return [.. Enumerable.Range(0, shape.Length).Select(i =>
                Arena[start + layout.At(i / shape.Channels / shape.Width, i / shape.Channels % shape.Width, i % shape.Channels).Constant])];
        }
    }
}
