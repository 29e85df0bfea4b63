using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms;

/// <summary>A schedule that can write its own loops. One sealed record an algorithm, beside its lowering.</summary>
internal abstract record Algorithm : Schedule
{
    /// <summary>Writes the loops, as the schedule says.</summary>
    public abstract void Lower(NodeLowering node);
}
