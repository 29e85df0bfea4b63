using System.Collections.Immutable;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Parsing;

/// <summary>Reads one attribute as a layer. What its arguments mean is the operator's affair.</summary>
internal static class LayerParser
{
    private const string Namespace = "CnnGen";
    private const string Suffix = "Attribute";

    /// <summary>
    /// Whether an attribute describes a layer. One that the compiler cannot resolve counts if it was probably meant as one; with another name
    /// it may come from another generator, whose output this one does not see.
    /// </summary>
    public static bool IsLayer(AttributeData attribute) =>
        attribute.AttributeClass is { } type && (type.TypeKind == TypeKind.Error ? IsNearlyLayer(type.Name) : IsOurs(type, "InputAttribute") || DerivesFromLayer(type));

    /// <summary>Whether a type is the one of that name in the library's namespace.</summary>
    public static bool IsOurs(INamedTypeSymbol type, string name) =>
        type.Name == name && type.ContainingType is null && type.ContainingNamespace is { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true };

    public static LayerSpec Parse(AttributeData attribute)
    {
        string kind = KindOf(attribute.AttributeClass!);
        if (attribute.AttributeConstructor is not { } constructor || ReadArguments(attribute, constructor) is not { } arguments)
        {
            return new LayerSpec(kind, null, null, null, [], IsReadable: false);
        }

        return new LayerSpec(kind, Text(attribute, "Name"), Text(attribute, "As"), Text(attribute, "From"), arguments);
    }

    public static LayerSource Locate(AttributeData attribute, CancellationToken cancellation) => new(
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax,
        attribute.AttributeConstructor is { } constructor ? constructor.Parameters.Select(parameter => parameter.Name).ToImmutableArray() : []);

    private static bool IsNearlyLayer(string name) => NearestName.Find(name, LayerDefinitions.All.Select(definition => definition.Kind)) is not null;

    private static string KindOf(INamedTypeSymbol type)
    {
        string name = type.Name.EndsWith(Suffix, StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - Suffix.Length) : type.Name;
        return IsOurs(type, type.Name) ? name : type.ToDisplayString();
    }

    private static bool DerivesFromLayer(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (IsOurs(ancestor, "LayerAttribute"))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Text(AttributeData attribute, string property)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == property)
            {
                return argument.Value.Value as string;
            }
        }

        return null;
    }

    private static EquatableArray<ArgumentSpec>? ReadArguments(AttributeData attribute, IMethodSymbol constructor)
    {
        List<ArgumentSpec> arguments = [];
        for (int i = 0; i < attribute.ConstructorArguments.Length; i++)
        {
            if (ReadValue(attribute.ConstructorArguments[i]) is not { } value)
            {
                return null;
            }

            arguments.Add(new ArgumentSpec(constructor.Parameters[i].Name, value));
        }

        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Value.Kind == TypedConstantKind.Error)
            {
                return null;
            }

            if (argument.Key is not ("Name" or "As" or "From") && ReadValue(argument.Value) is { } value)
            {
                arguments.Add(new ArgumentSpec(argument.Key, value));
            }
        }

        return arguments.ToEquatableArray();
    }

    private static ArgumentValue? ReadValue(TypedConstant constant) => constant switch
    {
        { Kind: TypedConstantKind.Array } => new NamesArgument(
            constant.IsNull ? [] : constant.Values.Select(element => element.Value as string ?? "").ToEquatableArray()),
        { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum, Value: int value } => new IntegerArgument(value),
        { Kind: TypedConstantKind.Primitive, Value: float value } => new RealArgument(value),
        { Kind: TypedConstantKind.Primitive, Value: bool value } => new BooleanArgument(value),
        { Kind: TypedConstantKind.Primitive, Value: string value } => new NamesArgument([value]),
        _ => null,
    };
}
