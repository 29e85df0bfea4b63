namespace CnnGen;

/// <summary>
/// The mean of ½d² where |d| is at most <see cref="Delta"/>, else of Δ·(|d| − ½Δ), for the differences d of values and targets: outliers pull no harder than Δ.
/// With Δ = 1 it is the smooth L1 loss of detectors (Girshick 2015); for their β set Δ = β and <see cref="LossAttribute.Weight"/> = 1/β.
/// </summary>
public sealed class HuberAttribute : LossAttribute
{
    /// <summary>Where the line begins: a number above 0.</summary>
    public float Delta { get; set; } = 1;
}
