using Networks.Catalog;

namespace CnnGen.Benchmarks.Networks;

/// <summary>A network whose type only its creation knows.</summary>
/// <param name="Info">Sizes, counts and tensors.</param>
/// <param name="Create">Makes one with weights drawn from a seed.</param>
/// <param name="Load">Makes one with the weights of a safetensors file.</param>
internal sealed record BenchmarkedNetwork(NetworkInfo Info, Func<int, RunnableNetwork> Create, Func<string, RunnableNetwork> Load)
{
    public static BenchmarkedNetwork Of<TNetwork>()
        where TNetwork : class, INetwork<TNetwork> =>
        new(TNetwork.Info, seed => new RunnableNetwork<TNetwork>(TNetwork.Create(seed)), path => new RunnableNetwork<TNetwork>(TNetwork.Load(path)));
}
