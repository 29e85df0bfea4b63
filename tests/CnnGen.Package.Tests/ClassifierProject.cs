using CnnGen.Testing;

namespace CnnGen.Package.Tests;

/// <summary>What <c>dotnet new cnngen</c> makes in an empty folder, built once.</summary>
public sealed class ClassifierProject : IDisposable
{
    /// <summary>The name is no C# identifier, as names of folders often are.</summary>
    private const string Name = "my-digits.2";

    private readonly ConsumerFolder _folder;

    public ClassifierProject(PackedPackage package, PackedTemplates templates)
    {
        _folder = new ConsumerFolder(package);
        _folder.Dotnet("", "new", "install", templates.File).Succeeded();
        _folder.Dotnet("", "new", "cnngen", "-o", Name).Succeeded();
        Dotnet("build", "-c", "Release", "-warnaserror").Succeeded();
    }

    /// <summary>The native program, once published.</summary>
    internal string NativeProgram => _folder.PathOf(Path.Combine(Name, "published", Name));

    /// <summary>Runs <c>dotnet</c> in the project's folder, as its page says.</summary>
    internal ProgramRun Dotnet(params string[] arguments) => _folder.Dotnet(Name, arguments);

    /// <summary>Runs the program in a folder where it finds no weights.</summary>
    internal ProgramRun RunElsewhere(params string[] arguments) =>
        _folder.Dotnet("", ["exec", Path.Combine(Name, "bin", "Release", "net10.0", Name + ".dll"), .. arguments]);

    public void Dispose() => _folder.Dispose();
}
