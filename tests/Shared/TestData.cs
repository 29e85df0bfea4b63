namespace CnnGen.Testing;

/// <summary>The folder of files that are not part of the repository.</summary>
internal static class TestData
{
    public static string? Folder { get; } = Environment.GetEnvironmentVariable("CNNGEN_TESTDATA") is { Length: > 0 } folder ? folder : null;

    public static string File(params string[] parts) => Path.Combine([Folder ?? throw new InvalidOperationException("CNNGEN_TESTDATA is not set."), .. parts]);
}
