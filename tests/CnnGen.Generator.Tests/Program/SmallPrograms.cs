using CnnGen.Generator.Compilation;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Passes;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Program;
using CnnGen.Generator.Tests.Graph;
using CnnGen.Generator.Tests.Loops;

namespace CnnGen.Generator.Tests.Program;

/// <summary>Programs whose kernels are small enough to be interpreted.</summary>
internal static class SmallPrograms
{
    /// <summary>Convolutions of several kinds, residuals, pools, a concatenation and a dense layer, all with sizes that do not divide into vectors.</summary>
    public const string Various = """
        [Input(8, 6, 2)]
        [Conv(5, 3, Padding = 1), Relu(As = "x")]
        [Conv(5, 3, Padding = 1), Add("x"), Relu(As = "y")]
        [Conv(5, 1, From = "x", As = "z")]
        [Add("y", "z", "x"), LeakyRelu(0.25f)]
        [MaxPool(2, As = "p")]
        [Conv(3, 1), Relu(As = "q")]
        [Concat("p", "q"), Conv(8, 3, Padding = 1, Groups = 8), Relu]
        [AveragePool(2, 3)]
        [Dense(3)]
        """;

    /// <summary>The inference of a network on one thread.</summary>
    public static LoweredProgram Forward(string layers, int bits, bool winograd = false)
    {
        NetworkPlan plan = Planner.Run(PassPipeline.Inference(NetworkPrograms.Graph(layers)), new Target(bits), microBatch: 1, allowsWinograd: winograd);
        return ProgramLowering.Run(plan, ParameterLayout.Of(plan.Graph), isTraining: false, CancellationToken.None);
    }

    /// <summary>Floats that a parameter of a called kernel may reach.</summary>
    public static int Length(LoweredProgram program, KernelCall call, string parameter)
    {
        int number = call.Kernel.Code.Parameters.ToList().FindIndex(candidate => candidate.Name == parameter);
        return call.Arguments[number] switch
        {
            BufferArgument argument => program.Buffers[argument.Buffer].Length - argument.Offset,
            RegionArgument { Region: Region.Packed } argument => program.PackedLength - argument.Offset,
            RegionArgument { Region: Region.Scratch } => program.ScratchLength,
            RegionArgument argument => argument.ImageStride - argument.Offset,
            CallArgument argument => throw new NotSupportedException(argument.ToString()),
        };
    }

    /// <summary>Memory for each pointer of a kernel, filled with small whole numbers, the same each time.</summary>
    public static Dictionary<string, Rational?[]> Memory(KernelCode code, Func<string, int> length)
    {
        Random random = new(7);
        return code.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => (Rational?[])[.. Enumerable.Range(0, length(parameter.Name)).Select(_ => (Rational?)random.Next(-9, 10))]);
    }
}
