using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Parsing;

/// <summary>Where the layers of a network and their arguments stand. Lives beside the spec, never in it: locations change with every key.</summary>
/// <param name="network">The <c>[Network]</c> attribute, or the class's name where there is none.</param>
/// <param name="layers">The attribute of each layer.</param>
internal sealed class SourceMap(Location network, ImmutableArray<LayerSource> layers)
{
    /// <summary>
    /// The place of an argument; of the attribute's name where the argument was left to its default; of <c>[Network]</c> for a negative layer.
    /// </summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="argument">Name of a parameter or property.</param>
    /// <param name="element">Index within an argument that is a list, or negative for the whole argument.</param>
    public Location Find(int layer, string? argument, int element)
    {
        if (layer < 0 || layers[layer].Syntax is not { } syntax)
        {
            return network;
        }

        ExpressionSyntax? expression = argument is null ? null : FindArgument(syntax, layers[layer].Parameters, argument, element);
        return (expression ?? (Microsoft.CodeAnalysis.CSharp.CSharpSyntaxNode)syntax.Name).GetLocation();
    }

    private static ExpressionSyntax? FindArgument(AttributeSyntax attribute, ImmutableArray<string> parameters, string name, int element)
    {
        if (attribute.ArgumentList is not { Arguments: var arguments })
        {
            return null;
        }

        foreach (AttributeArgumentSyntax argument in arguments)
        {
            if ((argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText == name)
            {
                return Element(argument.Expression, element) ?? argument.Expression;
            }
        }

        int position = parameters.IndexOf(name);
        if (position < 0 || position >= arguments.Count || !IsPositional(arguments[position]))
        {
            return null;
        }

        // The elements of a parameter array are arguments of their own, unless an array is written out.
        ExpressionSyntax first = arguments[position].Expression;
        return Element(first, element)
            ?? (element > 0 && position + element < arguments.Count && IsPositional(arguments[position + element])
                ? arguments[position + element].Expression
                : first);
    }

    private static bool IsPositional(AttributeArgumentSyntax argument) => argument.NameEquals is null && argument.NameColon is null;

    private static ExpressionSyntax? Element(ExpressionSyntax expression, int element)
    {
        InitializerExpressionSyntax? initializer = expression switch
        {
            ArrayCreationExpressionSyntax array => array.Initializer,
            ImplicitArrayCreationExpressionSyntax array => array.Initializer,
            _ => null,
        };
        if (initializer is not null)
        {
            return element >= 0 && element < initializer.Expressions.Count ? initializer.Expressions[element] : null;
        }

        return expression is CollectionExpressionSyntax collection && element >= 0 && element < collection.Elements.Count
            ? (collection.Elements[element] as ExpressionElementSyntax)?.Expression
            : null;
    }
}

/// <summary>Where one layer stands.</summary>
/// <param name="Syntax">The attribute.</param>
/// <param name="Parameters">The parameters of its constructor, to find positional arguments.</param>
internal readonly record struct LayerSource(AttributeSyntax? Syntax, ImmutableArray<string> Parameters);
