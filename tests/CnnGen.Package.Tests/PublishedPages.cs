using System.Text.RegularExpressions;

namespace CnnGen.Package.Tests;

/// <summary>Where the pages of the repository are on the web, and where on the disk.</summary>
internal static partial class PublishedPages
{
    public const string Repository = "https://github.com/cnngen/cnngen";

    /// <summary>What the address of a page begins with.</summary>
    public const string Base = Repository + "/blob/main/";

    /// <summary>The targets of a Markdown text's links, other than those within it.</summary>
    public static string[] LinkTargets(string markdown) =>
        Link().Matches(markdown).Select(match => match.Groups[1].Value).Where(target => !target.StartsWith('#')).ToArray();

    /// <summary>The file or folder behind the address of a page.</summary>
    public static string SourceOf(string address) => Path.Combine(Testing.Repository.Root, address[Base.Length..].Split('#')[0]);

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
