using CnnGen.Testing;

namespace CnnGen.Package.Tests;

/// <summary>A console project as a user has it: one package reference, one file, far from this repository.</summary>
internal sealed class ConsumerProject : IDisposable
{
    private readonly ConsumerFolder _folder;

    public ConsumerProject(PackedPackage package, string program, string properties = "", string items = "")
    {
        _folder = new ConsumerFolder(package);
        _folder.Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>disable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="CnnGen" Version="{package.Version}" />
                {items}
              </ItemGroup>
            </Project>
            """);
        _folder.Write("Program.cs", program);
    }

    public ProgramRun Build() => _folder.Dotnet("", "build", "-c", "Release", "-o", _folder.PathOf("out"));

    /// <summary>Writes a file beside the project or in a folder there; its path.</summary>
    public string Write(string name, byte[] bytes)
    {
        string path = _folder.PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public ProgramRun Run() => _folder.Dotnet("", "exec", Path.Combine("out", "Consumer.dll"));

    public void Dispose() => _folder.Dispose();
}
