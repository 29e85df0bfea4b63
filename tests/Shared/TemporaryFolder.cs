namespace CnnGen.Testing;

/// <summary>A new folder outside the repository, removed with what is in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder(string purpose) => Path = Directory.CreateTempSubdirectory($"cnngen-{purpose}-").FullName;

    public string Path { get; }

    public string Write(string name, string text)
    {
        string path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
