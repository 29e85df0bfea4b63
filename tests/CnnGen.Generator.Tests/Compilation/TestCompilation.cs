using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace CnnGen.Generator.Tests.Compilation;

/// <summary>In-memory programs that see the library and the framework.</summary>
internal static class TestCompilation
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private static readonly MetadataReference[] s_references = References();

    public static CSharpCompilation Create(params string[] sources) => Create(allowUnsafe: true, sources);

    public static CSharpCompilation Create(bool allowUnsafe, params string[] sources) => CSharpCompilation.Create(
        "Digits",
        sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, ParseOptions, path: $"File{index}.cs")),
        s_references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: allowUnsafe));

    /// <summary>A source as a library that other programs reference.</summary>
    public static MetadataReference Library(string name, string source)
    {
        using MemoryStream image = new();
        EmitResult result = Create(source).WithAssemblyName(name).Emit(image);
        return result.Success ? MetadataReference.CreateFromImage(image.ToArray()) : throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
    }

    public static INamedTypeSymbol TypeOf(CSharpCompilation compilation, string name) =>
        compilation.GetTypeByMetadataName(name) ?? throw new InvalidOperationException($"The program declares no {name}.");

    private static MetadataReference[] References()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<string> files = Directory.GetFiles(framework, "System*.dll").Append(Path.Combine(framework, "netstandard.dll"))
            .Where(file => !file.Contains(".Native.", StringComparison.Ordinal))
            .Append(typeof(NetworkAttribute).Assembly.Location);
        return files.Select(file => (MetadataReference)MetadataReference.CreateFromFile(file)).ToArray();
    }
}
