using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Program;

/// <summary>
/// Everything that the loops of some algorithms depend on. Nodes that agree in it call one kernel, which is then made for the first of them only: not only
/// within a program, since large networks repeat most of their layers, but also from one run of the generator to the next.
/// </summary>
/// <param name="Target">The vector width.</param>
/// <param name="IsParallel">Whether threads divide the work of one image.</param>
/// <param name="Schedule">The decisions.</param>
/// <param name="Inputs">Where the inputs stand.</param>
/// <param name="Output">Where the output stands.</param>
/// <param name="Stage">Which one of the node's kernels, in words; empty for the only one that the program calls.</param>
/// <param name="Sizes">What tells kernels of this stage apart.</param>
internal sealed record KernelKey(
    Target Target, bool IsParallel, Schedule Schedule, EquatableArray<BufferLayout> Inputs, BufferLayout Output, string Stage, EquatableArray<int> Sizes)
{
    // The published networks have up to 500 kernels of this kind at four vector widths.
    private const int Remembered = 1024;

    private static readonly RecentValues<KernelKey, KernelCode> s_made = new(Remembered);

    /// <summary>The code that follows from this cause, made where it is not known.</summary>
    public KernelCode Code(Func<KernelCode> make) => s_made.Get(this, make);
}
