using CnnGen.Generator.Loops;
using CnnGen.Generator.Program;
using CnnGen.Generator.Tests.Loops;
using Xunit;

namespace CnnGen.Generator.Tests.Program;

/// <summary>A kernel that says its output may stand in an input's place gives the same there.</summary>
public class OverwriteTests
{
    [Theory]
    [InlineData(32)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void WrittenOverItsInput_AKernelGivesTheSame(int bits)
    {
        LoweredProgram program = SmallPrograms.Forward(SmallPrograms.Various, bits);
        int tried = 0;
        foreach (KernelCall call in program.Calls)
        {
            KernelCode code = call.Kernel.Code;
            int Length(string parameter) => SmallPrograms.Length(program, call, parameter);
            foreach (Overwrite overwrite in call.Overwrites)
            {
                (string input, string output) = (code.Parameters[overwrite.Input].Name, code.Parameters[overwrite.Output].Name);
                Dictionary<string, Rational?[]> apart = SmallPrograms.Memory(code, Length);
                apart[output] = [.. apart[input]];
                Dictionary<string, Rational?[]> shared = SmallPrograms.Memory(code, Length);
                shared[output] = shared[input];

                LoopInterpreter.Run(code, apart, program.Kernels);
                LoopInterpreter.Run(code, shared, program.Kernels);

                Assert.Equal(apart[output], shared[output]);
                tried++;
            }
        }

        Assert.InRange(tried, 3, 100); // the residual of the second convolution, and operands of the sum
    }
}
