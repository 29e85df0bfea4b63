using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Emission;

/// <summary>The members of a network with several inputs or outputs that have a span for each.</summary>
internal static class PortText
{
    /// <summary><c>Forward</c> and <c>Logits</c> by names, with their keys of <see cref="GeneratedMembers"/>.</summary>
    public static IEnumerable<(string Key, string Text)> Members(NetworkPorts ports, bool isStub)
    {
        string[] names = Identifiers([.. ports.Inputs.Concat(ports.Outputs).Select(port => port.Name)]);
        string[] inputs = [.. names.Take(ports.Inputs.Count)];
        string[] outputs = [.. names.Skip(ports.Inputs.Count)];
        string parameters = string.Join(", ", [
            .. inputs.Select(name => $"global::System.ReadOnlySpan<float> {name}"),
            .. outputs.Select(name => $"global::System.Span<float> {name}")]);
        string documentation =
            string.Join(
                "\n",
                ports.Inputs
                    .Concat(ports.Outputs)
                    .Select((port, index) => $"/// <param name=\"{names[index].TrimStart('@')}\">{Describe(port.Shape)}</param>"));
        foreach (string method in (string[])["Forward", "Logits"])
        {
            string summary = method == "Forward"
                ? "Each output of one image, or of several behind each other, [image, row, column, channel]. "
                    + "Allocates nothing after the first call at a batch size."
                : "As <c>Forward</c>, but each output before the softmax or sigmoid that a loss or the last layer applies.";
            string body = isStub
                ? $"public void {method}({parameters}) => throw new global::System.InvalidOperationException();"
                : $$"""
                    public unsafe void {{method}}({{parameters}})
                    {
                        fixed (float* {{string.Join(", ", names.Select((name, index) => $"p{VectorSyntax.Invariant(index)} = {name}"))}})
                        {
                            @Runtime.{{method}}Each([{{Spans(inputs, 0)}}], [{{Spans(outputs, inputs.Length)}}]);
                        }
                    }
                    """;
            yield return (GeneratedMembers.OfPorts(method, inputs.Length, outputs.Length), $"/// <summary>{summary}</summary>\n{documentation}\n{body}");
        }
    }

    private static string Spans(string[] names, int first) =>
        string.Join(
            ", ",
            names.Select((name, index) => $"new({VectorSyntax.Text(name.TrimStart('@'))}, p{VectorSyntax.Invariant(first + index)}, {name}.Length)"));

    private static string Describe(TensorShape? shape) =>
        shape is { } known ? $"{Numerals.Plain(known.Length)} values an image: {known}." : "The values of the images.";

    /// <summary>Names of parameters: what cannot stand in one is left out, and none is there twice.</summary>
    private static string[] Identifiers(string[] names)
    {
        HashSet<string> taken = [.. Enumerable.Range(0, names.Length).Select(index => "p" + VectorSyntax.Invariant(index))];
        string[] identifiers = new string[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            string identifier = KernelNames.Local(names[i]);
            string unique = identifier;
            for (int number = 2; !taken.Add(unique); number++)
            {
                unique = identifier + VectorSyntax.Invariant(number);
            }

            identifiers[i] = Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(unique) == Microsoft.CodeAnalysis.CSharp.SyntaxKind.None
                ? unique
                : "@" + unique;
        }

        return identifiers;
    }
}
