namespace CnnGen.Testing;

/// <summary>A new folder outside the repository, removed with what is in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder(string purpose) => Path = Directory.CreateTempSubdirectory($"cnngen-{purpose}-").FullName;

    public string Path { get; }

    /// <summary>Writes a file, and makes the folders above it.</summary>
    public string Write(string name, string text)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
