using CnnGen.Testing;

namespace CnnGen.Package.Tests;

/// <summary>A console project as a user has it: one package reference, one file, far from this repository.</summary>
/// <remarks>It restores from the packed folder alone, into a folder of its own, so that nothing is left in the user's package cache.</remarks>
internal sealed class ConsumerProject : IDisposable
{
    private readonly TemporaryFolder _folder = new("consumer");

    public ConsumerProject(PackedPackage package, string program, string properties = "")
    {
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
            </configuration>
            """);
        _folder.Write("Directory.Build.props", "<Project />");
        _folder.Write("Directory.Build.targets", "<Project />");
        _folder.Write("Directory.Packages.props", "<Project />");
        _folder.Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>disable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                {properties}
                <RestorePackagesPath>{Path.Combine(_folder.Path, "packages")}</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="CnnGen" Version="{package.Version}" />
              </ItemGroup>
            </Project>
            """);
        _folder.Write("Program.cs", program);
    }

    public ProgramRun Build() => DotnetCommand.Run(_folder.Path, "build", "-c", "Release", "-o", Path.Combine(_folder.Path, "out"));

    public ProgramRun Run() => DotnetCommand.Run(_folder.Path, "exec", Path.Combine(_folder.Path, "out", "Consumer.dll"));

    public void Dispose() => _folder.Dispose();
}
