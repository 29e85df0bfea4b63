namespace CnnGen.Benchmarks.Measuring;

/// <summary>One of the programs that are compared, ready to do the same work again and again.</summary>
internal interface IContender : IDisposable
{
    /// <summary>Its name in the table.</summary>
    string Name { get; }

    /// <summary>Repeats the work for about <paramref name="duration"/>.</summary>
    Round Run(TimeSpan duration);
}
