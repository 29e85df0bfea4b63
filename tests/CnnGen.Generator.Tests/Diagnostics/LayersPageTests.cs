using System.Reflection;
using CnnGen.Generator.Tests.Compilation;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Generator.Tests.Diagnostics;

public class LayersPageTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "layers.md")).ReplaceLineEndings("\n");

    [Fact]
    public void ThePage_NamesEveryLayerAndProperty()
    {
        IEnumerable<Type> layers =
            typeof(LayerAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute)) || type == typeof(InputAttribute));
        foreach (Type layer in layers.Where(layer => !layer.IsAbstract))
        {
            string kind = layer.Name[..^"Attribute".Length];
            Assert.True(
                s_page.Contains($"`{kind}`", StringComparison.Ordinal) || s_page.Contains($"`{kind}(", StringComparison.Ordinal),
                $"docs/layers.md does not mention {kind}.");
            foreach (PropertyInfo property in layer.GetProperties().Where(property => property.SetMethod is { IsPublic: true }))
            {
                Assert.Contains($"`{property.Name}`", s_page, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task ItsNetworks_HaveNothingWrong()
    {
        string[] programs = s_page.Split("```csharp\n").Skip(1).Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)]).ToArray();
        Assert.Equal(7, programs.Length);
        foreach (string program in programs)
        {
            Assert.Empty(await AnalyzerRun.Diagnostics(TestCompilation.Create("using CnnGen;\n" + program)));
        }
    }
}
