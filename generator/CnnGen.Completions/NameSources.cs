using System.Collections.Immutable;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;
using CnnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Completions;

/// <summary>Which names a text may be: the compiler parses the class and says what the layer could read.</summary>
internal static class NameSources
{
    /// <summary>The names, nearest first; none where the text is no name.</summary>
    public static ImmutableArray<LayerName> For(NameText text, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetDeclaredSymbol(text.Declaration, cancellation) is not INamedTypeSymbol type
            || DeclaredLayers.Of(type, cancellation).Counted is var layers
            && IndexOf(text.Attribute, layers) is not (>= 0 and var layer)
            || ArgumentOf(text, layers[layer].AttributeClass!, layers[layer].AttributeConstructor) is not { } argument)
        {
            return [];
        }

        LayerNameTable names = BlockParser.IsBlock(type)
            ? GraphBuilder.Names(BlockParser.Parse(type, cancellation).Declaration, layer, cancellation)
            : GraphBuilder.Names(NetworkParser.Parse(type, cancellation).Spec, layer, cancellation);
        IEnumerable<LayerName> fitting = argument switch
        {
            NameArgument.Label => names.Missing,
            NameArgument.Weights => names.Before.Where(name => !name.IsLabel && name.Kind == names.Kind),
            _ => names.Before,
        };

        // A name that would have to be written with escapes is left to its author.
        return fitting.Where(name => name.Text.All(character => character is not ('"' or '\\') && !char.IsControl(character))).ToImmutableArray();
    }

    private static int IndexOf(AttributeSyntax attribute, ImmutableArray<AttributeData> layers)
    {
        for (int i = 0; i < layers.Length; i++)
        {
            if (layers[i].ApplicationSyntaxReference is { } place && place.SyntaxTree == attribute.SyntaxTree && place.Span == attribute.Span)
            {
                return i;
            }
        }

        return -1;
    }

    private static NameArgument? ArgumentOf(NameText text, INamedTypeSymbol type, IMethodSymbol? constructor)
    {
        if (text.Argument.NameEquals is { Name.Identifier.ValueText: var property })
        {
            return property switch
            {
                "From" => NameArgument.Read,
                "Weights" => NameArgument.Weights,
                "As" => NameArgument.Label,
                _ => null,
            };
        }

        // While it is typed, an attribute may have more or fewer arguments than any constructor.
        IMethodSymbol? called = constructor ?? type.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.Length > 0);
        return called is not null && ParameterOf(text.Argument, called) is { } parameter && IsName(parameter, type) ? NameArgument.Read : null;
    }

    private static IParameterSymbol? ParameterOf(AttributeArgumentSyntax argument, IMethodSymbol constructor)
    {
        if (argument.NameColon is { Name.Identifier.ValueText: var name })
        {
            return constructor.Parameters.FirstOrDefault(parameter => parameter.Name == name);
        }

        int position = ((AttributeArgumentListSyntax)argument.Parent!).Arguments.IndexOf(argument);
        return position < constructor.Parameters.Length
            ? constructor.Parameters[position]
            : constructor.Parameters.LastOrDefault(parameter => parameter.IsParams);
    }

    /// <summary>Operands are names, and a block's texts are names of the place where it is used.</summary>
    private static bool IsName(IParameterSymbol parameter, INamedTypeSymbol type) =>
        parameter is { Name: "operands", Type: IArrayTypeSymbol }
        || (parameter.Type.SpecialType == SpecialType.System_String && BlockParser.IsBlock(type));

    private enum NameArgument
    {
        /// <summary>What the layer reads.</summary>
        Read,

        /// <summary>Whose tensors it uses.</summary>
        Weights,

        /// <summary>What its output is called.</summary>
        Label,
    }
}
