using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using Xunit.Sdk;

namespace CnnGen.Integration.Tests.Harness;

/// <summary>Turns a compilation into a loaded assembly. A warning or an error fails, and shows the source it is in.</summary>
internal static class CompiledSource
{
    private const int LinesAround = 12;

    public static Assembly Load(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        Diagnostic[] problems = [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        if (problems.Length > 0)
        {
            throw new XunitException(Describe(problems));
        }

        image.Position = 0;
        var context = new AssemblyLoadContext(compilation.AssemblyName, isCollectible: true);
        return context.LoadFromStream(image);
    }

    private static string Describe(Diagnostic[] problems)
    {
        var text = new StringBuilder();
        text.Append(problems.Length).AppendLine(" warnings and errors in generated code:");
        foreach (Diagnostic problem in problems.Take(20))
        {
            text.AppendLine(problem.ToString());
        }

        foreach (IGrouping<SyntaxTree?, Diagnostic> file in problems.GroupBy(problem => problem.Location.SourceTree).Take(3))
        {
            if (file.Key is not null)
            {
                AppendNumbered(text, file.Key, file.First().Location.GetLineSpan().StartLinePosition.Line);
            }
        }

        return text.ToString();
    }

    private static void AppendNumbered(StringBuilder text, SyntaxTree tree, int guilty)
    {
        text.AppendLine().AppendLine(tree.FilePath);
        foreach (TextLine line in tree.GetText().Lines.Skip(guilty - LinesAround).Take(2 * LinesAround))
        {
            text.Append(line.LineNumber == guilty ? '>' : ' ').Append($"{line.LineNumber + 1,6}  ").AppendLine(line.ToString());
        }
    }
}
