namespace CnnGen.Benchmarks;

/// <summary>Files of the clone that the benchmarks were built in.</summary>
internal static class RepositoryPath
{
    /// <summary>The path of a folder.</summary>
    /// <param name="folder">From the root of the clone on, with slashes.</param>
    /// <exception cref="BenchmarkException">There is no such folder above the program.</exception>
    public static string Of(string folder)
    {
        for (DirectoryInfo? above = new(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            string candidate = Path.Combine(above.FullName, folder);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new BenchmarkException($"{folder} is not in a folder above {AppContext.BaseDirectory}; run the benchmarks from a clone of the repository.");
    }
}
