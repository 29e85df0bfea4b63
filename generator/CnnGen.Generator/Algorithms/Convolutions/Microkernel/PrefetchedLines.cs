using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>Neighbouring cache lines that a loop asks for before they are used, some in each step.</summary>
/// <param name="At">What the first step asks for, relative to a pointer.</param>
/// <param name="Step">Floats from what a step asks for to what the next one does.</param>
internal sealed record PrefetchedLines(IndexExpression At, int Step)
{
    /// <summary>Asks for what a step is responsible for.</summary>
    public void Write(LoopBuilder b, string pointer, IndexExpression step)
    {
        for (int line = 0; line < Step; line += MachineModel.CacheLine)
        {
            b.Add(new CallLibrary("Prefetching.ToSecondCache", [new AddressOf(pointer, At + (step * Step) + line)]));
        }
    }
}
