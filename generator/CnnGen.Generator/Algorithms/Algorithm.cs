using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms;

/// <summary>A schedule that can write its own loops. One sealed record an algorithm, beside its lowering.</summary>
internal abstract record Algorithm : Schedule
{
    /// <summary>
    /// Estimated cycles of one image on one thread, by the machine model of the target. Only where several algorithms serve an operator is there anything to
    /// compare.
    /// </summary>
    public virtual double Cycles(PlanningContext context) => 0;

    /// <summary>
    /// How many times cheaper than the simplest algorithm it must be by the estimate: long text, rounding, and estimates that are not exact have a price as
    /// well.
    /// </summary>
    public virtual double RequiredGain => 1;

    /// <summary>Whether it is the reference: plain loops, taken only where nothing else applies.</summary>
    public virtual bool IsReference => false;

    /// <summary>Writes the loops, as the schedule says.</summary>
    public abstract void Lower(NodeLowering node);
}
