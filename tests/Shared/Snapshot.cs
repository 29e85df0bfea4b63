using System.Runtime.CompilerServices;
using System.Text;
using Xunit;

namespace CnnGen.Testing;

/// <summary>
/// Compares a text with the one that was accepted before. The accepted text is <c>Name.verified.cs</c> beside the test; where it differs the new one is left as
/// <c>Name.received.cs</c>, to be read with a diff tool and renamed, or accepted by running the test with <c>CNNGEN_ACCEPT=1</c>.
/// </summary>
/// <remarks>The file names are those of the Verify library, so that moving to it changes this class alone.</remarks>
internal static class Snapshot
{
    private const string AcceptVariable = "CNNGEN_ACCEPT";

    /// <summary>Fails unless the text is the accepted one. Line ends and a missing last line end do not count.</summary>
    /// <param name="text">The text now.</param>
    /// <param name="name">The snapshot's file name without extensions; unique in the test's folder.</param>
    /// <param name="extension">The language of the text.</param>
    /// <param name="testFile">The compiler fills it in: the folder of the snapshot.</param>
    public static void Match(string text, string name, string extension = "cs", [CallerFilePath] string testFile = "")
    {
        string folder = Path.GetDirectoryName(testFile)!;
        Compare(text, Path.Combine(folder, $"{name}.verified.{extension}"), Path.Combine(folder, $"{name}.received.{extension}"));
    }

    /// <summary>Fails unless the text is that of a file which is not only for tests: a page of the documentation.</summary>
    /// <param name="text">The text now.</param>
    /// <param name="file">The file's path; a different text is left beside it as <c>Name.received.ext</c>.</param>
    public static void MatchFile(string text, string file) => Compare(text, file, Path.ChangeExtension(file, ".received" + Path.GetExtension(file)));

    private static void Compare(string text, string verifiedFile, string receivedFile)
    {
        string received = Normalize(text);
        string? verified = File.Exists(verifiedFile) ? Normalize(File.ReadAllText(verifiedFile)) : null;
        if (received == verified)
        {
            File.Delete(receivedFile);
        }
        else if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllText(verifiedFile, received);
            File.Delete(receivedFile);
        }
        else
        {
            File.WriteAllText(receivedFile, received);
            Assert.Fail(
                $"{Path.GetFileName(verifiedFile)}: {Difference(verified, received)}\nIf the new text is right, accept {receivedFile} by {AcceptVariable}=1.");
        }
    }

    private static string Normalize(string text)
    {
        string lines = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        return lines.EndsWith('\n') ? lines : lines + "\n";
    }

    /// <summary>The first line that differs, from both texts.</summary>
    private static string Difference(string? verified, string received)
    {
        if (verified is null)
        {
            return "there is no accepted text yet.";
        }

        string[] expected = verified.Split('\n');
        string[] actual = received.Split('\n');
        int line = 0;
        while (line < expected.Length && line < actual.Length && expected[line] == actual[line])
        {
            line++;
        }

        return new StringBuilder()
            .Append("differs first in line ").Append(line + 1)
            .Append("\n  accepted: ").Append(line < expected.Length ? expected[line] : "(end)")
            .Append("\n  received: ").Append(line < actual.Length ? actual[line] : "(end)")
            .ToString();
    }
}
