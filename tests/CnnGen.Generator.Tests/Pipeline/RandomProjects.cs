using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Pipeline;

/// <summary>
/// Projects with a network among names that mean something else elsewhere: keywords, letters of every kind, types of the framework and of the library.
/// </summary>
internal sealed class RandomProjects(int seed)
{
    private static readonly string[] s_types = Types();
    private static readonly string[] s_keywords = [
        .. SyntaxFacts
            .GetKeywordKinds()
            .Concat(SyntaxFacts.GetContextualKeywordKinds())
            .Select(SyntaxFacts.GetText)
            .Where(SyntaxFacts.IsValidIdentifier)
            .Distinct(),
        "nint",
        "nuint",
        "var",
        "dynamic",
        "args",
        "value",
        "_"
    ];
    private static readonly string[] s_members = [
        "Forward",
        "Predict",
        "Create",
        "Load",
        "Save",
        "Weights",
        "Threads",
        "Summary",
        "Info",
        "Program",
        "Gradient",
        "TargetKind",
        "InputLength",
        "_runtime",
        "ForwardVector256"
    ];
    private static readonly char[] s_starts = Characters(SyntaxFacts.IsIdentifierStartCharacter);
    private static readonly char[] s_parts = Characters(SyntaxFacts.IsIdentifierPartCharacter);

    private static readonly string[] s_layers =
    [
        "Conv(3, 3@), Relu",
        "Conv(2, 1@), Sigmoid",
        "Conv(2, 3, Padding = 1@), global::CnnGen.MaxPool(2)",
        "BatchNorm(@), global::CnnGen.Tanh",
        "Dropout(0.5@)",
        "Dense(5@), global::CnnGen.Gelu",
        "AveragePool(2@), global::CnnGen.HardSwish",
    ];

    private readonly Random _random = new(seed);

    /// <summary>What a user writes, and a program that uses the network; the second knows it by its full name.</summary>
    public (string Source, string Use) Next()
    {
        StringBuilder source = new();
        List<string> outer = [.. Enumerable.Range(0, _random.Next(3)).Select(_ => Name())];
        string[] types = [.. Enumerable.Range(0, _random.Next(4) == 0 ? _random.Next(1, 3) : 0).Select(_ => Name()).Distinct()];
        string network = Name();
        if (_random.Next(4) == 0)
        {
            source.Append("global using ").Append(Name()).Append(" = global::System.Text.StringBuilder;\n");
        }

        source.Append("#pragma warning disable CS8981\n");
        source.Append(Bystanders());
        string space = string.Join('.', outer);
        source.Append(space.Length == 0 ? "" : $"namespace {space}\n{{\n").Append(Bystanders());
        foreach (string type in types)
        {
            source.Append(CultureInfo.InvariantCulture, $"public partial {Pick(["class", "struct", "interface"])} {type}\n{{\n");
        }

        source.Append(Network(network)).Append('}', types.Length).Append(space.Length == 0 ? "" : "\n}").Append('\n');
        string full = string.Join('.', outer.Concat(types).Append(network));
        return (source.ToString(), $"namespace Zz.User {{ static class ZzUse {{ static object ZzMake() => global::{full}.Create(1).ShareWeights(); }} }}");
    }

    private string Network(string name)
    {
        StringBuilder text = new("[global::CnnGen.Network, global::CnnGen.Input(6, 6, 2)");
        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            string label = _random.Next(2) == 0 ? $"Name = {SymbolDisplay.FormatLiteral(LayerName(), quote: true)}" : "";
            string layer = Pick(s_layers);
            text
                .Append(", global::CnnGen.")
                .Append(layer
                    .Replace("@", label.Length > 0 && !layer.Contains("(@", StringComparison.Ordinal) ? ", " + label : label, StringComparison.Ordinal)
                    .Replace(", Relu", ", global::CnnGen.Relu", StringComparison.Ordinal)
                    .Replace(", Sigmoid", ", global::CnnGen.Sigmoid", StringComparison.Ordinal));
        }

        text.Append(", global::CnnGen.Dense(2)").Append(_random.Next(2) == 0 ? ", global::CnnGen.SoftmaxCrossEntropy]" : "]");
        text.Append(CultureInfo.InvariantCulture, $"\npublic partial class {name}\n{{\n");
        for (int i = _random.Next(3); i > 0; i--)
        {
            string member = Name();
            text.Append(Pick(
            [
                $"public float {member} => 1;",
                $"public static int {member};",
                $"public int {member}(int a, string b) => a + b.Length;",
                $"public class {member} {{ }}",
                $"public struct {member}<T> {{ }}",
            ])).Append('\n');
        }

        return text.Append("}\n").ToString();
    }

    private string Bystanders()
    {
        StringBuilder text = new();
        foreach (string name in Enumerable.Range(0, _random.Next(4)).Select(_ => Name()).Distinct())
        {
            text.Append(Pick(
            [
                $"public class {name} {{ }}",
                $"public static class {name} {{ public static int Max(int a) => a; public static bool IsHardwareAccelerated => true; }}",
                $"public struct {name}<T> {{ }}",
                $"public enum {name} {{ A }}",
                $"public delegate void {name}();",
                $"public interface {name} {{ }}",
                $"public class {name} {{ }} public class {name}<T> {{ }}",
            ])).Append('\n');
        }

        return text.ToString();
    }

    private string LayerName() => _random.Next(4) switch
    {
        0 => Name().TrimStart('@'),
        1 => char.ToLowerInvariant(Pick(s_types)[0]) + Pick(s_types)[1..],
        2 => new string([.. Enumerable.Range(0, _random.Next(1, 12)).Select(_ => (char)_random.Next(1, 0xD800))]),
        _ => string.Join(Pick([".", "/", " ", "-", "_"]), Enumerable.Range(0, 3).Select(_ => _random.Next(12).ToString(CultureInfo.InvariantCulture))),
    };

    private string Name() => _random.Next(8) switch
    {
        0 => "@" + Pick(s_keywords),
        1 => Unicode(),
        2 => Pick(s_members),
        3 => Pick(s_types).ToLowerInvariant() is { } lower && SyntaxFacts.IsValidIdentifier(lower) ? "@" + lower : "lower",
        _ => Pick(s_types),
    };

    private string Unicode()
    {
        StringBuilder name = new();
        name.Append(Pick(s_starts));
        for (int i = _random.Next(_random.Next(50) == 0 ? 300 : 8); i > 0; i--)
        {
            name.Append(Pick(s_parts));
        }

        return "@" + name;
    }

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];

    private static char[] Characters(Func<char, bool> isPart)
    {
        // Some of each category, so that a name is not always Chinese.
        IEnumerable<char> all = Enumerable.Range(1, 0xFFFF).Select(code => (char)code).Where(c => !char.IsSurrogate(c) && isPart(c));
        return [.. all
            .GroupBy(CharUnicodeInfo.GetUnicodeCategory)
            .SelectMany(category => category.Where((_, index) => index % Math.Max(1, category.Count() / 100) == 0))];
    }

    private static string[] Types()
    {
        string[] namespaces = ["System", "System.IO", "System.Numerics", "System.Runtime.Intrinsics", "System.Runtime.CompilerServices"];
        IEnumerable<Type> framework =
            ((Type[])[typeof(object), typeof(BigInteger), typeof(Vector256), typeof(Unsafe), typeof(FileStream), typeof(Uri), typeof(Console)])
                .SelectMany(type => type.Assembly.GetExportedTypes()).Where(type => namespaces.Contains(type.Namespace));
        IEnumerable<Type> ours = typeof(NetworkAttribute).Assembly.GetExportedTypes();
        return [.. framework.Concat(ours).Where(type => !type.IsNested).Select(type => type.Name.Split('`')[0]).Distinct().Order(StringComparer.Ordinal)];
    }
}
