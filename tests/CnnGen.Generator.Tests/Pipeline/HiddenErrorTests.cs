using System.Collections.Immutable;
using CnnGen.Generator.Compilation;
using CnnGen.Generator.Emission;
using CnnGen.Generator.Model;
using CnnGen.Generator.Tests.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CnnGen.Generator.Tests.Pipeline;

/// <summary>What a build prints: the compiler runs no analyzer after a wrong declaration, and prints equal diagnostics once.</summary>
public class HiddenErrorTests
{
    private const string Networks = """
        using CnnGen;
        [Network, Input(8, 8, 1), Dense(2)] public class NotPartial;
        public class Outer { [Network, Input(8, 8, 1), Dense(2)] public partial class Inner; }
        [Network, Input(8, 8, 1), Conv(4, 9), Dense(2)] public partial class First;
        [Network, Input(8, 8, 1), MaxPool(10), Dense(2)] public partial class Second;
        [Network, Input(8, 8, 1), Dense(2)] public partial class Right;
        """;

    private static readonly string[] s_ids = ["CNN0001", "CNN0002", "CNN0101", "CNN0101"];

    [Theory]
    [InlineData("public class User { public Missing Field; }")]
    [InlineData("public class User { public int A; public int A; }")]
    [InlineData("public class User : Missing { }")]
    [InlineData("public abstract class User { public virtual void M(); }")]
    public async Task AWrongDeclarationAnywhere_HidesNothing(string wrong)
    {
        CSharpCompilation compilation = TestCompilation.Create(Networks, wrong);

        GeneratedProgram generated = GeneratedProgram.Of(compilation);

        Assert.Equal(s_ids, Ids(generated.Reported));
        ImmutableArray<Diagnostic> analyzed = await AnalyzerRun.Diagnostics((CSharpCompilation)generated.Program);
        Assert.Equal(analyzed, generated.Reported.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start));
    }

    [Fact]
    public async Task WhereTheCompilerGoesOn_TheAnalyzerReports()
    {
        GeneratedProgram generated = GeneratedProgram.Of(TestCompilation.Create(Networks, "public class User { int M() => missing; }"));

        Assert.Empty(generated.Reported);
        Assert.Equal(s_ids, Ids(await AnalyzerRun.Diagnostics((CSharpCompilation)generated.Program)));
    }

    [Fact]
    public void NothingIsGeneratedForAClassThatCannotBeExtended() =>
        Assert.All(
            GeneratedProgram.Errors(Networks + "class User { int M() => missing; }"),
            error => Assert.Contains("CS0103", error, StringComparison.Ordinal));

    [Theory]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp9)]
    public async Task AnOlderLanguage_IsOneErrorANetwork(LanguageVersion version)
    {
        const string Source = """
            using CnnGen;
            namespace Digits
            {
                [Network, Input(8, 8, 1), Dense(2), SoftmaxCrossEntropy] public partial class Net { }
                public static class User { public static int Use() => Net.Create(1).Predict(new float[Net.InputLength]); }
            }
            """;
        CSharpCompilation compilation = TestCompilation.Create(Source);
        compilation =
            compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], CSharpSyntaxTree.ParseText(Source, new CSharpParseOptions(version), path: "File0.cs"));

        GeneratedProgram generated = GeneratedProgram.Of(compilation);

        Assert.Empty(generated.Complaints());
        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.Diagnostics((CSharpCompilation)generated.Program));
        Assert.StartsWith(
            "error CNN0031: Network 'Net' is compiled to C# 12, and this project is set to C# ",
            AnalyzerRun.Text(diagnostic),
            StringComparison.Ordinal);
        Assert.Equal("Network", Underlined(diagnostic));
    }

    [Fact]
    public async Task UnsafeCodeOff_IsOneErrorANetwork()
    {
        GeneratedProgram generated =
            GeneratedProgram.Of(TestCompilation.Create(allowUnsafe: false, "using CnnGen; [Network, Input(8, 8, 1), Dense(2)] partial class Net;"));

        Assert.Empty(generated.Complaints());
        Assert.Equal(["CNN0021"], Ids(await AnalyzerRun.Diagnostics((CSharpCompilation)generated.Program)));
    }

    [Theory]
    [InlineData("Trainer<[|Net|]>? Field;", 1)]
    [InlineData("void M() => Need<[|Net|]>(); void Need<T>() where T : class, ITrainableNetwork<T> { }", 1)]
    [InlineData("object M() => new Trainer<[|Net|]>(new Sgd(0.1f), 1);", 1)]
    [InlineData("System.Collections.Generic.List<Net>? Field;", 0)]
    [InlineData("void M() => Need<Net>(); void Need<T>() where T : class, INetwork<T> { }", 0)]
    public async Task ANetworkWithoutLoss_CannotBeTrained(string use, int messages)
    {
        MarkedSource source = MarkedSource.Parse($"using CnnGen; [Network, Input(8, 8, 1), Dense(2)] public partial class Net; class User {{ {use} }}");
        GeneratedProgram generated = GeneratedProgram.Of(TestCompilation.Create(source.Text));

        ImmutableArray<Diagnostic> diagnostics = await AnalyzerRun.Diagnostics((CSharpCompilation)generated.Program);

        Assert.Equal(messages, diagnostics.Length);
        Assert.All(diagnostics, diagnostic => Assert.Equal("CNN0230", diagnostic.Id));
        Assert.Equal(source.Spans, diagnostics.Select(diagnostic => diagnostic.Location.SourceSpan));
    }

    /// <summary>The constraint that is not met is itself a wrong declaration, after which the compiler asks no analyzer.</summary>
    [Theory]
    [InlineData("class User { Trainer<[|Net|]>? Field; }")]
    [InlineData("class User { Trainer<[|global::Net|]> Make(Trainer<[|Net?|]> other) => other; }")]
    [InlineData("class Base<T> where T : class, ITrainableNetwork<T>; class User : Base<[|Net|]>;")]
    [InlineData("class User { Missing? Field; void M() => System.Console.Write(new Trainer<[|Net|]>(new Sgd(0.1f), 1)); }")]
    public async Task ANetworkWithoutLoss_TrainedInADeclaration_IsReportedByTheGenerator(string use)
    {
        MarkedSource source = MarkedSource.Parse($"using CnnGen; [Network, Input(8, 8, 1), Dense(2)] public partial class Net; {use}");

        GeneratedProgram generated = GeneratedProgram.Of(TestCompilation.Create(source.Text));

        Assert.Equal(source.Spans, generated.Reported.Select(diagnostic => diagnostic.Location.SourceSpan).OrderBy(span => span.Start));
        Assert.All(generated.Reported, diagnostic => Assert.Equal("CNN0230", diagnostic.Id));
        ImmutableArray<Diagnostic> analyzed = await AnalyzerRun.Diagnostics((CSharpCompilation)generated.Program);
        Assert.Equal(analyzed, generated.Reported.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start));
    }

    [Theory]
    [InlineData("Dense([|Other.OutputLength|])")]
    [InlineData("Conv([|global::Other.InputChannels * 2|], 3)")]
    [InlineData("Dropout(0.5f), Dense(units: [|Other.InputHeight + 1|])")]
    [InlineData("Dense([|OutputLength|])")]
    [InlineData("Conv(4, 3, Stride = [|Other.OutputLength|])")]
    public async Task AConstantThatIsGenerated_IsOneError(string layer)
    {
        MarkedSource source =
            MarkedSource.Parse(
                $"using CnnGen; [Network, Input(8, 8, 2), Dense(7)] public partial class Other; [Network, Input(8, 8, 2), {layer}] public partial class Net;");

        GeneratedProgram generated = GeneratedProgram.Of(TestCompilation.Create(source.Text));

        Assert.Empty(generated.Complaints());
        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.Diagnostics((CSharpCompilation)generated.Program));
        Assert.Equal("CNN0039", diagnostic.Id);
        Assert.Equal(Assert.Single(source.Spans), diagnostic.Location.SourceSpan);
        Assert.Contains("Network 'Net' is not compiled, since ", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AGeneratedConstantInABlock_IsOneErrorOfTheNetwork()
    {
        GeneratedProgram generated = GeneratedProgram.Of(TestCompilation.Create(
            "using CnnGen; [Network, Input(8, 8, 2), Dense(7)] public partial class Other; [Dense(Other.OutputLength)] class UnitAttribute : "
            + "BlockAttribute; [Network, Input(8, 8, 2), Unit] public partial class Net;"));

        Assert.Empty(generated.Complaints());
        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.Diagnostics((CSharpCompilation)generated.Program));
        Assert.Equal(
            "error CNN0039: Network 'Net' is not compiled, since an argument in a block comes from generated code, which no generator can read. Write the "
            + "value instead, or a constant of your own.",
            AnalyzerRun.Text(diagnostic));
    }

    [Fact]
    public async Task ATrainedNetworkWithALoss_HasNothingWrong()
    {
        GeneratedProgram generated = GeneratedProgram.Of(TestCompilation.Create(
            "using CnnGen; [Network, Input(8, 8, 1), Dense(2), SoftmaxCrossEntropy] public partial class Net; class User { object M() => new "
            + "Trainer<Net>(new Sgd(0.1f), 1); }"));

        Assert.Empty(generated.Complaints());
        Assert.Empty(await AnalyzerRun.Diagnostics((CSharpCompilation)generated.Program));
    }

    [Fact]
    public void AnExceptionInTheGenerator_BecomesAnErrorThatNamesTheNetwork()
    {
        string fault = FaultBarrier.Try<string>(() => throw new InvalidOperationException("No\nroom."), fault => fault);

        Assert.StartsWith("InvalidOperationException: No\\u000Aroom.", fault, StringComparison.Ordinal);
        NetworkSpec spec = new("Digits", [], new TypeHeader("class", "@class"), [], []) { Fault = fault };
        GeneratedFiles files =
            FaultBarrier.Files(FaultBarrier.Graph(spec, default), new BuildOptions([32], Winograd: true), CompilerSettings.Sufficient, default);
        Assert.Empty(files.All);
        Diagnostic diagnostic = files.Fault!.ToDiagnostic();
        Assert.Equal("CNN0030", diagnostic.Id);
        Assert.Contains("'class'", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Ids(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal);

    private static string Underlined(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);
}
