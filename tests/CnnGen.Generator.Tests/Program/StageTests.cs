using System.Reflection;
using CnnGen.Generator.Compilation;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Passes;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Program;
using CnnGen.Generator.Tests.Graph;
using Xunit;

namespace CnnGen.Generator.Tests.Program;

/// <summary>
/// What threads do between two barriers. Calls that join the next one write zeros around the values that this one stores; a call that would read them in the
/// same stage would find what another thread has not written yet.
/// </summary>
public class StageTests
{
    /// <summary>Two concatenations that their parts write in place: a convolution reads one with a border, a pool the other.</summary>
    private const string Inception = """
        [Input(28, 28, 32)]
        [Conv(64, 3, Padding = 1), Relu(As = "x")]
        [Conv(64, 1), Relu(As = "a")]
        [Conv(64, 3, Padding = 1, From = "x"), Relu(As = "b")]
        [Concat("a", "b"), Conv(64, 3, Padding = 1), Relu(As = "y")]
        [Conv(64, 1), Relu(As = "c")]
        [Conv(64, 3, Padding = 1, From = "y"), Relu(As = "d")]
        [Concat("c", "d"), MaxPool(3, Padding = 1), Conv(64, 5, Padding = 2)]
        [Dense(3)]
        """;

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void ACallThatJoinsTheNext_WritesOnlyWhereThatOneStores(int bits)
    {
        foreach (string layers in (string[])[Inception, SmallPrograms.Various])
        {
            LoweredProgram program = Parallel(layers, bits);
            foreach (Stage stage in program.EntryPoints[0].Stages.Where(stage => stage.Tasks > 1))
            {
                KernelCall last = program.Calls[stage.Calls[^1]];
                HashSet<int> stored = [.. Buffers(last, Stored(program, last.Kernel.Code))];
                foreach (int call in stage.Calls.Take(stage.Calls.Count - 1))
                {
                    KernelCall joined = program.Calls[call];
                    int written = Assert.Single(Buffers(joined, joined.Kernel.Code.Parameters.Select(parameter => parameter.Name)));
                    Assert.True(stored.Contains(written), $"{joined.Kernel.Name} writes {program.Buffers[written].Name}, which {last.Kernel.Name} only reads");
                }
            }
        }
    }

    [Fact]
    public void ZerosAroundAConcatenationInPlace_AreThereBeforeItsReaderBegins()
    {
        LoweredProgram program = Parallel(Inception, 256);
        Stage[] stages = [.. program.EntryPoints[0].Stages];
        string[] inPlace = [.. Enumerable
            .Range(0, program.Calls.Count)
            .Where(call => program.Calls[call].Kernel.Name.Contains("Border") && !program.Calls[call].JoinsNext)
            .Select(call => program.Calls[call].Kernel.Name)];

        Assert.NotEmpty(inPlace);
        Assert.Contains(stages, stage => stage.Calls.Count > 1 && program.Calls[stage.Calls[0]].JoinsNext);
    }

    private static LoweredProgram Parallel(string layers, int bits)
    {
        NetworkPlan plan = Planner.Run(
            PassPipeline.Inference(NetworkPrograms.Graph(layers)), new Target(bits), microBatch: 1, allowsWinograd: true, isParallel: true);
        return ProgramLowering.Run(plan, ParameterLayout.Of(plan.Graph), isTraining: false, CancellationToken.None);
    }

    private static IEnumerable<int> Buffers(KernelCall call, IEnumerable<string> parameters) => call.Kernel.Code.Parameters
        .Zip(call.Arguments)
        .Where(pair => parameters.Contains(pair.First.Name))
        .Select(pair => pair.Second)
        .OfType<BufferArgument>()
        .Select(argument => argument.Buffer);

    /// <summary>The parameters that a kernel, or one that it calls, stores through.</summary>
    private static HashSet<string> Stored(LoweredProgram program, KernelCode code)
    {
        Dictionary<string, string> bases = code.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Name);
        HashSet<string> stored = [];
        foreach (Statement statement in Statements(code.Body))
        {
            switch (statement)
            {
                case DeclarePointer s:
                    bases[s.Name] = bases[s.Base];
                    break;
                case StoreVector s:
                    stored.Add(bases[s.Pointer]);
                    break;
                case StoreElement s:
                    stored.Add(bases[s.Pointer]);
                    break;
                case CallKernel s:
                    KernelCode callee = program.Kernels.Single(kernel => kernel.Name == s.Kernel).Code;
                    HashSet<string> storedThere = Stored(program, callee);
                    stored.UnionWith(callee.Parameters
                        .Zip(s.Arguments)
                        .Where(pair => storedThere.Contains(pair.First.Name))
                        .Select(pair => pair.Second)
                        .OfType<AddressOf>()
                        .Select(address => bases[address.Pointer]));
                    break;
            }
        }

        return stored;
    }

    /// <summary>All statements, those of bodies after the one that has them.</summary>
    private static IEnumerable<Statement> Statements(IEnumerable<Statement> body) => body.SelectMany(statement => statement
        .GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => typeof(IEnumerable<Statement>).IsAssignableFrom(property.PropertyType))
        .SelectMany(property => Statements((IEnumerable<Statement>)property.GetValue(statement)!))
        .Prepend(statement));
}
