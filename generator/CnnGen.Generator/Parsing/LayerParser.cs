using System.Collections.Immutable;
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

    /// <summary>Properties that mean the same for every layer; the others are its arguments.</summary>
    private static readonly HashSet<string> s_ofEveryLayer = ["Name", "As", "From", "Weights", "Trainable", "When", "Repeat"];

    /// <summary>
    /// Whether an attribute describes a layer. One that the compiler cannot resolve counts if it was probably meant as one; with another name
    /// it may come from another generator, whose output this one does not see.
    /// </summary>
    public static bool IsLayer(AttributeData attribute) =>
        attribute.AttributeClass is { } type
        && (type.TypeKind == TypeKind.Error ? IsNearlyLayer(type.Name) : IsOurs(type, "InputAttribute") || DerivesFrom(type, "LayerAttribute"));

    /// <summary>Whether a type is the one of that name in the library's namespace.</summary>
    public static bool IsOurs(INamedTypeSymbol type, string name) =>
        type.Name == name && type.ContainingType is null && type.ContainingNamespace is { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>Whether a type is derived from the one of that name in the library's namespace.</summary>
    public static bool DerivesFrom(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (IsOurs(ancestor, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An attribute's name as it is written: without its suffix.</summary>
    public static string ShortName(INamedTypeSymbol type) =>
        type.Name.EndsWith(Suffix, StringComparison.Ordinal) && type.Name.Length > Suffix.Length
            ? type.Name.Substring(0, type.Name.Length - Suffix.Length)
            : type.Name;

    public static LayerSpec Parse(AttributeData attribute)
    {
        string kind = KindOf(attribute.AttributeClass!);
        if (attribute.AttributeConstructor is not { } constructor || ReadArguments(attribute, constructor) is not { } arguments)
        {
            return new LayerSpec(kind, null, null, null, [], IsReadable: false);
        }

        return new LayerSpec(kind, Text(attribute, "Name"), Text(attribute, "As"), Text(attribute, "From"), arguments)
        {
            Weights = Text(attribute, "Weights"),
            When = Text(attribute, "When"),
            Repeat = Argument(attribute, "Repeat"),
            IsTrainable = Property(attribute, "Trainable") is not false,
            IsCheckpointed = BlockParser.IsBlock(attribute.AttributeClass!) && Property(attribute, "Checkpointing") is true,
        };
    }

    public static LayerSource Locate(AttributeData attribute, CancellationToken cancellation) => new(
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax,
        attribute.AttributeConstructor is { } constructor ? constructor.Parameters.Select(parameter => parameter.Name).ToImmutableArray() : []);

    private static bool IsNearlyLayer(string name) => NearestName.Find(name, LayerDefinitions.All.Select(definition => definition.Kind)) is not null;

    private static string KindOf(INamedTypeSymbol type) =>
        IsOurs(type, type.Name) ? ShortName(type) : BlockParser.IsBlock(type) ? BlockParser.KeyOf(type) : type.ToDisplayString();

    private static string? Text(AttributeData attribute, string property) => Property(attribute, property) as string;

    private static ArgumentValue? Argument(AttributeData attribute, string property)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == property && !argument.Value.IsNull)
            {
                return ArgumentParser.Parse(argument.Value, ArgumentParser.PropertyType(attribute.AttributeClass!, property));
            }
        }

        return null;
    }

    private static object? Property(AttributeData attribute, string property)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == property)
            {
                return argument.Value.Kind == TypedConstantKind.Array ? null : argument.Value.Value;
            }
        }

        return null;
    }

    private static EquatableArray<ArgumentSpec>? ReadArguments(AttributeData attribute, IMethodSymbol constructor)
    {
        List<ArgumentSpec> arguments = [];
        for (int i = 0; i < attribute.ConstructorArguments.Length; i++)
        {
            TypedConstant argument = attribute.ConstructorArguments[i];
            if (argument.Kind == TypedConstantKind.Error)
            {
                return null;
            }

            IParameterSymbol parameter = constructor.Parameters[i];
            arguments.Add(new ArgumentSpec(parameter.Name, ArgumentParser.Parse(argument, parameter.Type)));
        }

        // What a user's block does with properties of its own is its own affair: its body can name parameters only.
        bool isBlock = BlockParser.IsBlock(attribute.AttributeClass!);
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Value.Kind == TypedConstantKind.Error)
            {
                return null;
            }

            // A property that is set to null is left to its default.
            if (!isBlock && !s_ofEveryLayer.Contains(argument.Key) && !argument.Value.IsNull)
            {
                ITypeSymbol? declared = ArgumentParser.PropertyType(attribute.AttributeClass!, argument.Key);
                arguments.Add(new ArgumentSpec(argument.Key, ArgumentParser.Parse(argument.Value, declared)));
            }
        }

        return arguments.ToEquatableArray();
    }
}
