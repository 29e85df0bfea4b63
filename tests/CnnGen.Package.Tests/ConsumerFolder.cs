using CnnGen.Testing;

namespace CnnGen.Package.Tests;

/// <summary>An empty folder far from this repository, in which <c>dotnet</c> finds the packed packages and nothing of ours beside them.</summary>
/// <remarks>
/// Packages go into a folder of their own, so that nothing is left in the user's cache; others than ours are taken from that cache, where restoring this
/// repository has put them. Installed templates go into a home of their own.
/// </remarks>
internal sealed class ConsumerFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new("consumer");
    private readonly Dictionary<string, string> _environment;

    public ConsumerFolder(PackedPackage package)
    {
        _environment = new()
        {
            ["NUGET_PACKAGES"] = Path.Combine(_folder.Path, ".packages"),
            ["DOTNET_CLI_HOME"] = Path.Combine(_folder.Path, ".home"),
        };
        _folder.Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{package.Source}" />
              </packageSources>
              <packageSourceMapping>
                <clear />
                <packageSource key="packed">
                  <package pattern="*" />
                </packageSource>
              </packageSourceMapping>
              <fallbackPackageFolders>
                <clear />
                <add key="user" value="{UserPackages}" />
              </fallbackPackageFolders>
            </configuration>
            """);
        _folder.Write("Directory.Build.props", "<Project />");
        _folder.Write("Directory.Build.targets", "<Project />");
        _folder.Write("Directory.Packages.props", "<Project />");
    }

    private static string UserPackages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>The path of a file or folder in this folder.</summary>
    public string PathOf(string name) => Path.Combine(_folder.Path, name);

    public void Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Runs <c>dotnet</c> in a folder below this one, or in it for an empty name.</summary>
    public ProgramRun Dotnet(string folder, params string[] arguments) => DotnetCommand.RunWith(_environment, PathOf(folder), arguments);

    public void Dispose() => _folder.Dispose();
}
