using System.Collections.Immutable;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Operators;
using CnnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Analyzers;

/// <summary>
/// A network without a loss where one that can be trained is asked for. The compiler says that an interface is missing, which nobody writes by hand.
/// </summary>
internal static class TrainingUse
{
    private const string Contract = "ITrainableNetwork";

    /// <summary>Whether one of some networks is an argument of a generic type or method, by its name alone.</summary>
    public static bool IsPossible(Microsoft.CodeAnalysis.Compilation program, HashSet<string> names, CancellationToken cancellation) =>
        names.Count > 0 && program.SyntaxTrees.Any(tree =>
            GenericNames(tree, cancellation).Any(name => name.TypeArgumentList.DescendantTokens().Any(token => names.Contains(token.ValueText))));

    /// <summary>Those of a whole program.</summary>
    public static List<Diagnostic> Problems(Microsoft.CodeAnalysis.Compilation program, CancellationToken cancellation)
    {
        List<Diagnostic> problems = [];
        foreach (SyntaxTree tree in program.SyntaxTrees)
        {
            SemanticModel model = program.GetSemanticModel(tree);
            problems.AddRange(GenericNames(tree, cancellation).SelectMany(name => Problems(name, model, cancellation)));
        }

        return problems;
    }

    /// <summary>Those of one use.</summary>
    public static IEnumerable<Diagnostic> Problems(GenericNameSyntax name, SemanticModel model, CancellationToken cancellation)
    {
        SeparatedSyntaxList<TypeSyntax> arguments = name.TypeArgumentList.Arguments;
        ImmutableArray<ITypeParameterSymbol> parameters = default;
        for (int i = 0; i < arguments.Count; i++)
        {
            if (model.GetTypeInfo(arguments[i], cancellation).Type is not INamedTypeSymbol network
                || !network.GetAttributes().Any(NetworkParser.IsNetwork)
                || HasLoss(network))
            {
                continue;
            }

            parameters = parameters.IsDefault ? Parameters(model.GetSymbolInfo(name, cancellation)) : parameters;
            if (i < parameters.Length && parameters[i].ConstraintTypes.Any(IsContract))
            {
                yield return Diagnostic.Create(TrainingDiagnostics.NoLoss, arguments[i].GetLocation(), SameText.Of(network.Name));
            }
        }
    }

    private static IEnumerable<GenericNameSyntax> GenericNames(SyntaxTree tree, CancellationToken cancellation) =>
        tree.GetRoot(cancellation).DescendantNodes().OfType<GenericNameSyntax>();

    /// <summary>Of the type or method that a name means, even though it is not one that the compiler accepts here.</summary>
    private static ImmutableArray<ITypeParameterSymbol> Parameters(SymbolInfo info) => (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) switch
    {
        INamedTypeSymbol type => type.OriginalDefinition.TypeParameters,
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType.OriginalDefinition.TypeParameters,
        IMethodSymbol method => method.OriginalDefinition.TypeParameters,
        _ => [],
    };

    private static bool IsContract(ITypeSymbol constraint) =>
        constraint is INamedTypeSymbol { Name: Contract, ContainingNamespace: { Name: "CnnGen", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool HasLoss(INamedTypeSymbol network) => network.GetAttributes().Any(static attribute =>
        attribute.AttributeClass is { } type && LayerParser.IsLayer(attribute) && LayerDefinitions.Find(LayerParser.ShortName(type))?.Loss is not null);
}
