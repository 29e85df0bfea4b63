using System.Reflection;

namespace CnnGen.Benchmarks.Scaling;

/// <summary>The files that declare a network of <c>peers training</c>.</summary>
internal static class TrainingSource
{
    private const string Trained = "trained.";
    private const string Blocks = "block.";

    /// <summary>The network's own file first, then those with its blocks.</summary>
    /// <exception cref="BenchmarkException">There is none of that name.</exception>
    public static IReadOnlyList<string> Of(string name) =>
        Resources(Trained).FirstOrDefault(resource => string.Equals(resource, Trained + name, StringComparison.OrdinalIgnoreCase)) is { } own
            ? [Read(own), .. Resources(Blocks).Select(Read)]
            : throw new BenchmarkException(
                $"There is no network {name}; there are {string.Join(", ", Resources(Trained).Select(found => found[Trained.Length..]))}.");

    private static IEnumerable<string> Resources(string prefix) => typeof(TrainingSource).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string Read(string resource)
    {
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
