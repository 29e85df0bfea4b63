using System.Runtime.CompilerServices;
using System.Text;
using Xunit;

namespace CnnGen.Generator.Tests.Snapshots;

/// <summary>
/// Compares text with a file that is kept under version control. On a difference the new text is written beside it as
/// <c>Name.received.ext</c>; with CNNGEN_ACCEPT_SNAPSHOTS=1 it replaces the file instead, and the difference is reviewed as a change.
/// </summary>
internal static class Snapshot
{
    private static readonly bool s_accepts = Environment.GetEnvironmentVariable("CNNGEN_ACCEPT_SNAPSHOTS") == "1";

    /// <summary>The repository's root, found from this file.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Compares with <c>Name.verified.ext</c> beside the calling test.</summary>
    public static void MatchVerified(string text, string name, string extension, [CallerFilePath] string caller = "") =>
        Match(text, Path.Combine(Path.GetDirectoryName(caller)!, $"{name}.verified.{extension}"));

    /// <summary>Compares with a file of its own name.</summary>
    public static void Match(string text, string path)
    {
        string expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        string received = Path.ChangeExtension(path.Replace(".verified.", ".", StringComparison.Ordinal), ".received" + Path.GetExtension(path));
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(s_accepts ? path : received, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Assert.True(s_accepts, $"{Path.GetFileName(path)} is not what the code gives now; see {received}.\n{FirstDifference(expected, text)}");
    }

    private static string FirstDifference(string expected, string actual)
    {
        string[] left = expected.Split('\n');
        string[] right = actual.Split('\n');
        int line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line])
        {
            line++;
        }

        return $"line {line + 1}\n  file: {left.ElementAtOrDefault(line)}\n  code: {right.ElementAtOrDefault(line)}";
    }

    private static string FindRoot([CallerFilePath] string path = "")
    {
        DirectoryInfo? folder = new(Path.GetDirectoryName(path)!);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CnnGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
