using CnnGen.Generator.Emission;
using CnnGen.Generator.Model;
using CnnGen.Generator.Tests.Compilation;
using Microsoft.CodeAnalysis;
using Xunit;

namespace CnnGen.Generator.Tests.Pipeline;

/// <summary>What may stand beside a network in a project: generated code means the same whatever names the user has.</summary>
public class UsersWorldTests
{
    private static readonly ProjectProperties s_twoWidths = ProjectProperties.FromXml("<P><CnnGenVectorWidths>256,32</CnnGenVectorWidths></P>");

    private const string Layers =
        "[global::CnnGen.Network, global::CnnGen.Input(4, 4, 2), global::CnnGen.Conv(3, 3), global::CnnGen.BatchNorm, global::CnnGen.Sigmoid, "
        + "global::CnnGen.Dropout(0.5), global::CnnGen.Dense(2), global::CnnGen.SoftmaxCrossEntropy]";

    [Theory]
    [InlineData("namespace App { class MathF; class Stream; class Targets; class NetworkInfo; class Vector256; class Initializer; @Layers public partial "
        + "class Net; }")]
    [InlineData("class MathF; class Stream; class Span<T>; class Vector256<T>; class Vector256; class nint; class MicroBatch; @Layers public partial class "
        + "Net;")]
    [InlineData("namespace App.Stream { class X; } namespace App.System.IO { class X; } namespace App.CnnGen.Runtime { class X; } namespace App { @Layers "
        + "public partial class Net; }")]
    [InlineData("global using Stream = System.IO.MemoryStream; global using MathF = System.Text.StringBuilder; global using Vector256 = "
        + "System.Text.StringBuilder; @Layers public partial class Net;")]
    [InlineData("global using System; global using static System.Math; global using System.IO; global using System.Numerics; @Layers public partial class "
        + "Net;")]
    [InlineData("@Layers public partial class Net { public float MathF => 1; public class Vector256; public class Span<T>; class NetworkRuntime; int "
        + "VectorMath() => 1; class ForwardVector256; }")]
    [InlineData("public class Base { public class Net; public int Threads => 1; public class Stream; public void Forward(int x) { } } @Layers public "
        + "partial class Net : Base;")]
    [InlineData("namespace A.@namespace.@record { partial struct @event { partial interface IOuter { @Layers internal partial class @class; } } }")]
    [InlineData("@Layers public partial class LeNet; @Layers public partial class Lenet; @Layers public partial class LENET;")]
    [InlineData("@Layers public partial class Aux; namespace Con { @Layers public partial class Net; }")]
    [InlineData("@Layers public partial class e\u0301t\u00E9; @Layers public partial class \u00C9t\u00E9; @Layers public partial class \u5377;")]
    [InlineData("namespace A_B { @Layers public partial class C; } namespace A { @Layers public partial class B_C; } namespace A.B { @Layers public partial "
        + "class C; }")]
    [InlineData("namespace CnnGen { class X; @Layers public partial class Net; } namespace CnnGen.Samples { class MathF; class NetworkRuntime; @Layers "
        + "public partial class Net; }")]
    [InlineData("@Layers public partial class Vector256; @Layers public partial class MathF; @Layers public partial class NetworkProgram; @Layers public "
        + "partial class System_Net;")]
    [InlineData("@Layers public partial class Net { /// <summary>See <see cref=\"Forward\"/>.</summary>\n public float[] Forward(float[] x) => x; public "
        + "static Net Create(int seed, string name) => Create(seed); }")]
    [InlineData("#pragma warning disable CS8981\n@Layers public partial class lenet;")]
    [InlineData("[System.Obsolete] @Layers public partial class Net;")]
    [InlineData("[System.Obsolete(\"No.\", true)] @Layers public partial class Net;")]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"X1\")] @Layers public partial class Net;")]
    [InlineData("[assembly: System.CLSCompliant(true)] @Layers public partial class Net;")]
    [InlineData("@Layers public partial class Net : global::CnnGen.INetwork<Net>, global::System.IDisposable;")]
    [InlineData("namespace App { class System; class CnnGen; class Runtime; class CodeDom; @Layers public partial class Net; }")]
    [InlineData("@Layers sealed partial class Net { public float this[int i] => i; public static implicit operator int(Net net) => 1; public static bool "
        + "operator ==(Net a, Net b) => true; public static bool operator !=(Net a, Net b) => false; public override bool Equals(object? o) => false; "
            + "public override int GetHashCode() => 1; ~Net() { } }")]
    [InlineData("static class Extensions { public static void Dispose(this object o, int i) { } public static float Forward(this object o) => 1; public "
        + "static object As<T>(this object o) => o; } @Layers public partial class Net;")]
    [InlineData("namespace System.Runtime.Intrinsics { class Vector257; } namespace CnnGen.Runtime { class MyRuntime; static class Extra { public static "
        + "void Forward(this NetworkRuntime r, int i) { } } } namespace App { @Layers public partial class Net; }")]
    public void WhateverNamesTheUserHas_GeneratedCodeMeansTheSame(string source)
    {
        GeneratedProgram generated = GeneratedProgram.Of(TestCompilation.Create(source.Replace("@Layers", Layers, StringComparison.Ordinal)), s_twoWidths);

        Assert.DoesNotContain(
            generated.Complaints(),
            complaint =>
                complaint.Location.SourceTree?.FilePath.StartsWith("File", StringComparison.Ordinal) != true || complaint.Severity == DiagnosticSeverity.Error);
        Assert.Contains(generated.Program.SyntaxTrees, tree => tree.FilePath.Contains("Forward.Vector256", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(235)]
    [InlineData(900)]
    public void ALongName_HasFilesThatEveryFileSystemTakes(int length)
    {
        string name = new('N', length);
        GeneratedProgram generated =
            GeneratedProgram.Of(TestCompilation.Create(
                $"using CnnGen; [Network, Input(4, 4, 1), Dense(2), SoftmaxCrossEntropy] public partial class {name}; [Network, Input(4, 4, 1), Dense(2)] "
                + $"public partial class {name}2;"));

        Assert.Empty(generated.Complaints());
        Assert.All(generated.Program.SyntaxTrees, tree => Assert.InRange(Path.GetFileName(tree.FilePath).Length, 1, 200));
    }

    /// <summary>The name of a member cannot be that of the class; what takes its place must leave the class its own.</summary>
    [Theory]
    [InlineData("_runtime", "")]
    [InlineData("_runtime", ", SoftmaxCrossEntropy")]
    [InlineData("Summary", "")]
    [InlineData("Gradient", ", SoftmaxCrossEntropy")]
    public async Task AClassWithTheNameOfAMember_IsOneErrorOfOurs(string name, string loss)
    {
        GeneratedProgram generated =
            GeneratedProgram.Of(TestCompilation.Create($"using CnnGen; [Network, Input(4, 4, 1), Dense(2){loss}] public partial class {name};"));

        Assert.Empty(generated.Complaints());
        Assert.Equal("CNN0032", Assert.Single(await AnalyzerRun.Diagnostics((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)generated.Program)).Id);
    }

    [Fact]
    public async Task ANameThatNoAssemblyHolds_IsOneErrorOfOurs()
    {
        GeneratedProgram generated =
            GeneratedProgram.Of(TestCompilation.Create($"using CnnGen; [Network, Input(4, 4, 1), Dense(2)] public partial class {new string('N', 1000)};"));

        Assert.Empty(generated.Complaints());
        Assert.Equal("CNN0005", Assert.Single(await AnalyzerRun.Diagnostics((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)generated.Program)).Id);
    }

    [Theory]
    [InlineData("Digits", "LeNet5", false, "Digits.LeNet5", "Digits_LeNet5_Code")]
    [InlineData("", "Net", false, "Net", "Net_Code")]
    [InlineData("", "Net", true, "Net-", "Net_Code")]
    [InlineData("", "Net_2", false, "Net_2", "Net_2_")]
    [InlineData("Aux.Nets", "Net", false, "Aux.Nets.Net-", "Aux_Nets_Net_Code")]
    [InlineData("", "卷积", false, "__-", "___")]
    public void FilesAndTypes_AreNamedAfterTheClass(string @namespace, string name, bool isShared, string file, string type)
    {
        NetworkSpec spec = new(@namespace, [], new TypeHeader("class", name), [], []) { SharesFileName = isShared };

        Assert.StartsWith(file, GeneratedNames.FileStem(spec), StringComparison.Ordinal);
        Assert.Equal(file.EndsWith('-'), GeneratedNames.FileStem(spec) != file);
        Assert.StartsWith(type, GeneratedNames.TypeName(spec), StringComparison.Ordinal);
        Assert.EndsWith("_Code", GeneratedNames.TypeName(spec), StringComparison.Ordinal);
    }

    [Fact]
    public void TheNameInsideTheNetwork_IsTheNameWithoutItsEscape() => Assert.Contains(
        "Name = \"class\",",
        GeneratedProgram
            .Of(TestCompilation.Create("using CnnGen; [Network, Input(4, 4, 1), Dense(2)] public partial class @class;"))
            .File("class.Program.g.cs"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("int _runtime(int a) => a;")]
    [InlineData("int _runtime = 1; public int Threads => _runtime;")]
    [InlineData("public class Create; public void Save(string path) { } public int InputLength;")]
    [InlineData("public Net() { }")]
    public void AStub_LeavesOutWhatIsTakenAndCompiles(string members) => Assert.Empty(
        GeneratedProgram.Errors($"using CnnGen; [Network, Input(4, 4, 1), Dense(2), SoftmaxCrossEntropy] public partial class Net {{ {members} }}"));

    /// <summary>The rules about users' members read a list; this is what it lists.</summary>
    [Fact]
    public void TheListOfGeneratedMembers_IsWhatIsGenerated()
    {
        GeneratedProgram generated =
            GeneratedProgram.Of(TestCompilation.Create(
                "using CnnGen; [Network(Inspectable = true), NativeExport, Input(4, 4, 1), Dense(2), SoftmaxCrossEntropy] public partial class Net;"));
        SymbolDisplayFormat format = SymbolDisplayFormat.CSharpErrorMessageFormat.WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters);

        IEnumerable<string> members = generated.Program.GetTypeByMetadataName("Net")!.GetMembers()
            .Where(member =>
                !member.IsImplicitlyDeclared && member is not IMethodSymbol { MethodKind: not MethodKind.Ordinary } && member.CanBeReferencedByName)
            .Select(member => member is IMethodSymbol ? member.ToDisplayString(format) : member.Name);

        Assert.Equal(
            GeneratedMembers.Common
                .Concat(GeneratedMembers.OfTraining)
                .Concat(GeneratedMembers.OfExport)
                .Concat(GeneratedMembers.OfInspection)
                .Order(StringComparer.Ordinal),
            members.Order(StringComparer.Ordinal));
    }
}
