namespace CnnGen.Tests;

/// <summary>A folder of a test's own, gone after it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("cnngen-tests-").FullName;

    public string this[string file] => Path.Combine(_path, file);

    public string Folder => _path;

    public string Write(string file, byte[] content)
    {
        File.WriteAllBytes(this[file], content);
        return this[file];
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
