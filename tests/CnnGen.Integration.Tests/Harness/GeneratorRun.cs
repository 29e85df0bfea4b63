using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CnnGen.Integration.Tests.Harness;

/// <summary>Runs a generator over a compilation, twice: the second time a comment was added, which may recompute nothing.</summary>
internal static class GeneratorRun
{
    /// <returns>The compilation with the generated sources of the first run.</returns>
    public static CSharpCompilation Run(IIncrementalGenerator generator, CSharpCompilation compilation, BuildProperties properties)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
            optionsProvider: properties,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        using (new HostileCulture())
        {
            driver = driver.RunGenerators(compilation);
            GeneratorRunResult first = Assert.Single(driver.GetRunResult().Results);
            Assert.True(first.Exception is null, $"The generator threw {first.Exception}");
            Assert.Empty(first.Diagnostics);
            AssertCached(driver.RunGenerators(WithComment(compilation)));
            return compilation.AddSyntaxTrees(first.GeneratedSources.Select(source => source.SyntaxTree));
        }
    }

    private static CSharpCompilation WithComment(CSharpCompilation compilation)
    {
        SyntaxTree tree = compilation.SyntaxTrees[0];
        SyntaxTree commented = CSharpSyntaxTree.ParseText("// a comment\n" + tree.GetText(), (CSharpParseOptions)tree.Options, tree.FilePath);
        return compilation.ReplaceSyntaxTree(tree, commented);
    }

    private static void AssertCached(GeneratorDriver driver)
    {
        GeneratorRunResult second = Assert.Single(driver.GetRunResult().Results);
        IEnumerable<IncrementalStepRunReason> reasons =
            from step in second.TrackedOutputSteps
            from run in step.Value
            from output in run.Outputs
            select output.Reason;
        Assert.All(reasons, reason => Assert.True(
            reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
            $"After a comment was added, an output of the generator is {reason}: its model holds something that is not equal, such as a location."));
    }
}
