using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Emission;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Analyzers;

/// <summary>
/// An argument whose value is generated code: the sizes of another network, or a constant of another generator. It is there when the program is compiled, but
/// generators do not see what is generated, so that the layer could not be read and the class is a stub, although nothing about it is wrong now.
/// </summary>
internal static class LateConstants
{
    private static readonly string[] s_ends = [".g.cs", ".generated.cs"];

    /// <summary>Those of the layers on the class.</summary>
    public static IEnumerable<Diagnostic> OfArguments(
        INamedTypeSymbol type,
        ParsedNetwork network,
        Microsoft.CodeAnalysis.Compilation program,
        CancellationToken cancellation)
    {
        foreach (AttributeData layer in DeclaredLayers.Of(type, cancellation).Counted)
        {
            foreach (ExpressionSyntax argument in Late(layer, program, cancellation))
            {
                yield return Diagnostic.Create(
                    ProjectDiagnostics.LateConstant,
                    argument.GetLocation(),
                    SameText.Of(network.Spec.Name),
                    SameText.Of(argument.ToString()));
            }
        }
    }

    /// <summary>The problem of a network with which nothing is wrong, and which is a stub all the same.</summary>
    public static IEnumerable<Diagnostic> OfBlocks(INamedTypeSymbol type, ParsedNetwork network, Microsoft.CodeAnalysis.Compilation program)
    {
        if (MemberRules.HasGeneratedPart(type) && program.GetTypeByMetadataName($"{GeneratedNames.Namespace}.{GeneratedNames.TypeName(network.Spec)}") is null)
        {
            Location place = network.Sources.Find(Problem.WholeNetwork, null, -1);
            yield return Diagnostic.Create(ProjectDiagnostics.LateConstant, place, SameText.Of(network.Spec.Name), "an argument in a block");
        }
    }

    private static IEnumerable<ExpressionSyntax> Late(AttributeData layer, Microsoft.CodeAnalysis.Compilation program, CancellationToken cancellation)
    {
        if (layer.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax { ArgumentList.Arguments: var arguments } attribute)
        {
            yield break;
        }

        SemanticModel model = program.GetSemanticModel(attribute.SyntaxTree);
        foreach (ExpressionSyntax argument in arguments.Select(argument => argument.Expression))
        {
            if (argument.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name => IsGenerated(model.GetSymbolInfo(name, cancellation).Symbol)))
            {
                yield return argument;
            }
        }
    }

    private static bool IsGenerated(ISymbol? symbol) => symbol is IFieldSymbol { IsConst: true, DeclaringSyntaxReferences: { Length: > 0 } declarations }
        && declarations.All(declaration => s_ends.Any(end => declaration.SyntaxTree.FilePath.EndsWith(end, StringComparison.OrdinalIgnoreCase)));
}
