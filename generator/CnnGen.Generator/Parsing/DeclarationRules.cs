using System.Collections.Immutable;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Parsing;

/// <summary>What a class must be for its members to be generated.</summary>
internal static class DeclarationRules
{
    // Assemblies hold names of 1,023 bytes.
    private const int LongestName = 960;

    /// <summary>
    /// What a generated file can hold. Nothing where the compiler would reject another part of the class: its error about a declaration would hide those of
    /// every network in the project.
    /// </summary>
    public static EmittedPart PartOf(INamedTypeSymbol type, CancellationToken cancellation)
    {
        bool canBeExtended = type is { TypeKind: TypeKind.Class, IsRecord: false, IsStatic: false, IsAbstract: false }
            && NetworkParser.ContainingTypes(type).Append(type).All(part => IsPartial(part, cancellation) && part.TypeParameters.Length == 0)
            && !IsFileLocal(type)
            && !HasLongName(type)
            && PrimaryConstructor(type) is null
            && MemberRules.CanBeConstructed(type);
        return !canBeExtended ? EmittedPart.Nothing
            : MemberRules.Taken(type, cancellation).Count > 0 || MemberRules.OwnConstructors(type, cancellation).Any() ? EmittedPart.Stub
            : EmittedPart.Network;
    }

    /// <summary>The problems of the class itself, each on the name or modifier that is to change.</summary>
    /// <param name="type">A class with layers.</param>
    /// <param name="surplusLayers">Layers on declarations other than the first that has any.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static ImmutableArray<Diagnostic> Check(INamedTypeSymbol type, ImmutableArray<AttributeData> surplusLayers, CancellationToken cancellation)
    {
        ImmutableArray<Diagnostic>.Builder problems = ImmutableArray.CreateBuilder<Diagnostic>();
        if (!IsPartial(type, cancellation))
        {
            problems.Add(Diagnostic.Create(DeclarationDiagnostics.NotPartial, type.Locations[0], type.Name));
        }

        foreach (INamedTypeSymbol outer in NetworkParser.ContainingTypes(type).Where(outer => !IsPartial(outer, cancellation)))
        {
            problems.Add(Diagnostic.Create(DeclarationDiagnostics.ContainingTypeNotPartial, outer.Locations[0], outer.Name, type.Name));
        }

        foreach (INamedTypeSymbol generic in GenericTypes(type))
        {
            problems.Add(Diagnostic.Create(DeclarationDiagnostics.Generic, generic.Locations[0], type.Name, generic.Name));
        }

        if (IsFileLocal(type))
        {
            problems.Add(Diagnostic.Create(DeclarationDiagnostics.FileLocal, type.Locations[0], type.Name));
        }

        if (Unsuitable(type) is { } reason)
        {
            problems.Add(Diagnostic.Create(DeclarationDiagnostics.UnsuitableClass, type.Locations[0], type.Name, reason));
        }

        problems.AddRange(MemberRules.Check(type, cancellation));
        problems.AddRange(NativeExportParser.Check(type, cancellation));
        problems.AddRange(CheckSurplus(type, surplusLayers, cancellation));
        return problems.ToImmutable();
    }

    /// <summary>The problems of a block's class itself.</summary>
    public static ImmutableArray<Diagnostic> CheckBlock(INamedTypeSymbol type, DeclaredLayers layers, CancellationToken cancellation)
    {
        ImmutableArray<Diagnostic>.Builder problems = ImmutableArray.CreateBuilder<Diagnostic>();
        if (type.GetAttributes().FirstOrDefault(NetworkParser.IsNetwork)?.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax network)
        {
            const string Reason = "a block becomes part of the networks that use it";
            problems.Add(Diagnostic.Create(BlockDiagnostics.NotInBlock, network.Name.GetLocation(), "Network", LayerParser.ShortName(type), Reason));
        }

        if (layers.Counted.IsEmpty && !type.IsAbstract)
        {
            problems.Add(Diagnostic.Create(BlockDiagnostics.BlockWithoutLayers, type.Locations[0], LayerParser.ShortName(type)));
        }

        problems.AddRange(CheckSurplus(type, layers.Surplus, cancellation));
        return problems.ToImmutable();
    }

    /// <summary>One problem for each further declaration that has layers, on the first of them.</summary>
    private static ImmutableArray<Diagnostic> CheckSurplus(INamedTypeSymbol type, ImmutableArray<AttributeData> surplusLayers, CancellationToken cancellation)
    {
        return surplusLayers.Select(layer => layer.ApplicationSyntaxReference?.GetSyntax(cancellation))
            .OfType<AttributeSyntax>()
            .GroupBy(layer => layer.Parent?.Parent)
            .Select(declaration => Diagnostic.Create(DeclarationDiagnostics.TwoDeclarations, declaration.First().Name.GetLocation(), type.Name))
            .ToImmutableArray();
    }

    /// <summary>A member that implements an interface of the class has the class's full name in its own.</summary>
    private static bool HasLongName(INamedTypeSymbol type) => System.Text.Encoding.UTF8.GetByteCount(type.ToDisplayString()) > LongestName;

    private static string? Unsuitable(INamedTypeSymbol type) =>
        type.IsStatic ? "static"
        : type.IsAbstract ? "abstract"
        : type.IsRecord ? "a record"
        : PrimaryConstructor(type) is not null ? "declared with a primary constructor"
        : HasLongName(type) ? $"named, with its namespace and the types around it, by more than {Numerals.Plain(LongestName)} bytes"
        : !MemberRules.CanBeConstructed(type) ? "derived from a class that has no constructor without parameters, or has required members"
        : null;

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax(cancellation) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static List<INamedTypeSymbol> GenericTypes(INamedTypeSymbol type) =>
        NetworkParser.ContainingTypes(type).Append(type).Where(candidate => candidate.TypeParameters.Length > 0).ToList();

    private static bool IsFileLocal(INamedTypeSymbol type) => NetworkParser.ContainingTypes(type).Append(type).Any(candidate => candidate.IsFileLocal);

    private static ParameterListSyntax? PrimaryConstructor(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences
            .Select(reference => (reference.GetSyntax() as TypeDeclarationSyntax)?.ParameterList)
            .FirstOrDefault(list => list is not null);
}
