using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Networks;

/// <summary>A contender that trains.</summary>
internal interface ITrainingContender : IContender
{
    /// <summary>The losses of the first steps, by which two contenders show that they compute the same.</summary>
    IReadOnlyList<double> Losses { get; }
}
