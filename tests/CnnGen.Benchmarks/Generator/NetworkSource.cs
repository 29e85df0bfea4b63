using System.Reflection;

namespace CnnGen.Benchmarks.Generator;

/// <summary>What the generator is given: a network of <c>samples/Networks</c> with the blocks there, or the LeNet-5 that is trained here.</summary>
/// <param name="Name">The network.</param>
/// <param name="Text">The file that declares it.</param>
/// <param name="Blocks">The files of all blocks.</param>
internal sealed record NetworkSource(string Name, string Text, IReadOnlyList<string> Blocks)
{
    private const string Network = "network.";
    private const string Block = "block.";

    /// <summary>Every network there is a source of.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Resources(Network).Select(name => name[Network.Length..])];

    /// <summary>Finds a network.</summary>
    /// <exception cref="BenchmarkException">There is none of that name.</exception>
    public static NetworkSource Of(string name) => Names.Contains(name)
        ? new NetworkSource(name, Read(Network + name), [.. Resources(Block).Select(Read)])
        : throw new BenchmarkException($"{name} is no network; there are: {string.Join(", ", Names)}.");

    private static IEnumerable<string> Resources(string prefix) => typeof(NetworkSource).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string Read(string resource)
    {
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
