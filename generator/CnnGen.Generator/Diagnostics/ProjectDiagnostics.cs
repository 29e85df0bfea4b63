using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Diagnostics;

/// <summary>CNN003x: what stands around a network and keeps it from being generated.</summary>
internal static class ProjectDiagnostics
{
    private const string Category = "CnnGen.Declaration";

    public static readonly DiagnosticDescriptor GeneratorFault = new(
        DiagnosticIds.GeneratorFault,
        "A fault of the generator",
        "Network '{0}' is not generated, through a fault of the generator and not of yours: {1}. Please report it.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.GeneratorFault + HelpPages.Extension);

    public static readonly DiagnosticDescriptor LanguageVersion = new(
        DiagnosticIds.LanguageVersion,
        "An older version of C#",
        "Network '{0}' is compiled to C# {2}, and this project is set to C# {1}. Set <LangVersion>{2}</LangVersion> or a later one in the project file, or "
        + "remove the setting.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.LanguageVersion + HelpPages.Extension);

    public static readonly DiagnosticDescriptor NameOfMember = new(
        DiagnosticIds.NameOfMember,
        "A network with the name of one of its members",
        "A network cannot be called '{0}', since every network has a generated member of this name. Choose another name.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.NameOfMember + HelpPages.Extension);

    public static readonly DiagnosticDescriptor TakenMember = new(
        DiagnosticIds.TakenMember,
        "A member with the name of a generated one",
        "'{1}' is generated for network '{0}', so '{0}' cannot have a member of its own like that. Choose another name.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.TakenMember + HelpPages.Extension);

    public static readonly DiagnosticDescriptor OwnConstructor = new(
        DiagnosticIds.OwnConstructor,
        "A constructor that makes no network",
        "Network '{0}' is made by Create and Load, which give it weights; a constructor of its own would leave it without. Remove it, and initialise "
        + "members where they are declared.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.OwnConstructor + HelpPages.Extension);

    public static readonly DiagnosticDescriptor LateConstant = new(
        DiagnosticIds.LateConstant,
        "A constant that is generated itself",
        "Network '{0}' is not compiled, since {1} comes from generated code, which no generator can read. Write the value instead, or a constant of your own.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.Base + DiagnosticIds.LateConstant + HelpPages.Extension);

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [GeneratorFault, LanguageVersion, NameOfMember, TakenMember, OwnConstructor, LateConstant];
}
