using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Parsing;

/// <summary>The members that users write in a network's class, beside those that are generated.</summary>
internal static class MemberRules
{
    // The folder of the generator's files in their paths: what stands there is not the user's.
    private const string GeneratedFolder = "CnnGen.Generator.CnnGenerator";

    private static readonly SymbolDisplayFormat s_parameterFormat =
        SymbolDisplayFormat.CSharpErrorMessageFormat.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The keys of <see cref="GeneratedMembers"/> that something else in the class has, or the class itself.</summary>
    public static EquatableArray<string> Taken(INamedTypeSymbol type, CancellationToken cancellation)
    {
        HashSet<string> taken = [.. Colliding(type, cancellation).Select(collision => collision.Key)];
        return Keys(type).Where(key => taken.Contains(key) || GeneratedMembers.NameOf(key) == type.Name).ToEquatableArray();
    }

    /// <summary>Whether a part of the class is generated: this is the program with what was added to it.</summary>
    public static bool HasGeneratedPart(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(IsGenerated);

    /// <summary>Constructors that do not hand on to another one: what they make has no weights.</summary>
    public static IEnumerable<IMethodSymbol> OwnConstructors(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.InstanceConstructors.Where(constructor =>
            Declaration(
                constructor,
                cancellation) is ConstructorDeclarationSyntax { Initializer: not { RawKind: (int)SyntaxKind.ThisConstructorInitializer } });

    /// <summary>Whether generated code can make an instance: nothing must be handed to the base class, and no member is required.</summary>
    public static bool CanBeConstructed(INamedTypeSymbol type)
    {
        bool isRequired = false;
        for (INamedTypeSymbol? declaring = type; declaring is not null && declaring.TypeKind != TypeKind.Error; declaring = declaring.BaseType)
        {
            isRequired |= declaring.GetMembers().Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true });
        }

        return !isRequired && (type.BaseType is not { TypeKind: TypeKind.Class } baseType
            || baseType.InstanceConstructors.Any(constructor =>
                constructor.DeclaredAccessibility != Accessibility.Private && constructor.Parameters.All(parameter => parameter.IsOptional)));
    }

    public static IEnumerable<Diagnostic> Check(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (Keys(type).Any(key => GeneratedMembers.NameOf(key) == type.Name))
        {
            yield return Diagnostic.Create(ProjectDiagnostics.NameOfMember, type.Locations[0], type.Name);
        }

        foreach (ISymbol member in Colliding(type, cancellation)
            .Select(collision => collision.Member)
            .Distinct(SymbolEqualityComparer.Default)
            .OfType<ISymbol>())
        {
            yield return Diagnostic.Create(ProjectDiagnostics.TakenMember, member.Locations[0], type.Name, member.Name);
        }

        foreach (IMethodSymbol constructor in OwnConstructors(type, cancellation))
        {
            yield return Diagnostic.Create(ProjectDiagnostics.OwnConstructor, constructor.Locations[0], type.Name);
        }
    }

    private static IEnumerable<(string Key, ISymbol Member)> Colliding(INamedTypeSymbol type, CancellationToken cancellation) =>
        from key in Keys(type)
        from member in type.GetMembers(GeneratedMembers.NameOf(key))
        where !member.IsImplicitlyDeclared && Declaration(member, cancellation) is not null && Collides(key, member)
        select (key, member);

    private static IEnumerable<string> Keys(INamedTypeSymbol type) => GeneratedMembers.Common
        .Concat(GeneratedMembers.OfTraining)
        .Concat(NativeExportParser.Prefix(type) is null ? [] : GeneratedMembers.OfExport)
        .Concat(NetworkParser.IsInspectable(type) ? GeneratedMembers.OfInspection : [])
        .Concat(KeysOfPorts(type));

    /// <summary>Methods with a span for each of several inputs and outputs.</summary>
    private static IEnumerable<string> KeysOfPorts(INamedTypeSymbol type)
    {
        int inputs = type.GetAttributes().Count(attribute => attribute.AttributeClass is { } layer && LayerParser.IsOurs(layer, "InputAttribute"));
        int outputs = type.GetAttributes()
            .Where(attribute => attribute.AttributeClass is { } layer && LayerParser.IsOurs(layer, "OutputAttribute"))
            .Select(attribute =>
                attribute.ConstructorArguments
                    .Where(argument => argument is { Kind: TypedConstantKind.Array, IsNull: false })
                    .Sum(argument => argument.Values.Length))
            .DefaultIfEmpty(1)
            .First();
        return inputs + outputs > 2 ? [GeneratedMembers.OfPorts("Forward", inputs, outputs), GeneratedMembers.OfPorts("Logits", inputs, outputs)] : [];
    }

    /// <summary>Methods may have one name if their parameters differ; anything else has its name alone.</summary>
    private static bool Collides(string key, ISymbol member) => member is not IMethodSymbol method || !key.Contains('(')
        || (method.TypeParameters.IsEmpty
            && method.Parameters.All(parameter => parameter.RefKind == RefKind.None)
            && key == $"{method.Name}({string.Join(", ", method.Parameters.Select(parameter => parameter.Type.ToDisplayString(s_parameterFormat)))})");

    /// <summary>Where the user declares a member; null for what is generated.</summary>
    private static SyntaxNode? Declaration(ISymbol member, CancellationToken cancellation) => member.DeclaringSyntaxReferences
        .FirstOrDefault(reference => !IsGenerated(reference))?.GetSyntax(cancellation);

    private static bool IsGenerated(SyntaxReference reference) => reference.SyntaxTree.FilePath.Contains(GeneratedFolder);
}
