using System.Text.RegularExpressions;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Package.Tests;

/// <summary>The program of docs/from-photographs.md, as it stands there: from a folder of JPEG files to a native executable that reads one.</summary>
[Collection(PackageCollection.Name)]
public sealed partial class PhotographsTutorialTests(PackedPackage package)
{
    private const string Name = "photos";

    // APP1 with a big-endian TIFF header and one entry: orientation 6, to be turned by a quarter to the right.
    private static readonly byte[] s_turned =
    [
        0xFF, 0xE1, 0x00, 0x22, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
    ];

    [Fact]
    public void TheTutorial_TrainsOnPhotographsAndAnswersAsANativeProgram()
    {
        PackedPackage.Pack(package.Source, "CnnGen.Imaging");
        using ConsumerFolder folder = new(package);
        foreach (Match file in FileOfPage().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "from-photographs.md"))))
        {
            folder.Write(Path.Combine(Name, file.Groups["name"].Value), file.Groups["text"].Value);
        }

        string key = CopyPictures(folder.PathOf(Path.Combine(Name, "pictures")));

        ProgramRun training = folder.Dotnet(Name, "run", "-c", "Release", "--", "train", "pictures").Succeeded();
        ProgramRun managed = folder.Dotnet(Name, "run", "-c", "Release", "--", "predict", key).Succeeded();
        folder.Dotnet(Name, "publish", "-c", "Release", "-o", "published", "-warnaserror").Succeeded();
        ProgramRun native = DotnetCommand.RunProgram(folder.PathOf(Path.Combine(Name, "published", "Photos")), Path.GetTempPath(), "predict", key).Succeeded();

        Assert.Single(training.Lines, line => line.StartsWith("left out: ", StringComparison.Ordinal));
        Assert.Contains(training.Lines, line => line.StartsWith("left out: ", StringComparison.Ordinal) && line.Contains("torn.jpg", StringComparison.Ordinal));
        Assert.Matches("^(2[0-9]|3[0-9]) of 3[0-9] pictures that it has not seen are told right", training.Lines[^1]);
        Assert.StartsWith("key ", managed.Lines[0], StringComparison.Ordinal);
        Assert.Equal(managed.Lines.Length, native.Lines.Length);
        Assert.StartsWith("key ", native.Lines[0], StringComparison.Ordinal);
    }

    /// <summary>The pictures of a sample, and what folders of photographs have as well: a turned one, one of CMYK, a grey PNG of 16 bits, a torn one.</summary>
    /// <returns>The path of a key.</returns>
    private static string CopyPictures(string folder)
    {
        string pictures = Path.Combine(Repository.Root, "samples", "Transfer", "pictures");
        foreach (string picture in Directory.EnumerateFiles(pictures, "*.jpg", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(pictures, picture));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(picture, copy);
        }

        string key = Path.Combine(folder, "key", "01.jpg");
        byte[] jpeg = File.ReadAllBytes(key);
        File.WriteAllBytes(Path.Combine(folder, "key", "turned.jpg"), [.. jpeg[..2], .. s_turned, .. jpeg[2..]]);
        File.WriteAllBytes(Path.Combine(folder, "cup", "torn.jpg"), File.ReadAllBytes(Path.Combine(folder, "cup", "01.jpg"))[..900]);
        File.Copy(Path.Combine(Repository.Root, "tests", "CnnGen.Imaging.Tests", "Pillow", "cmyk.jpg"), Path.Combine(folder, "house", "cmyk.jpg"));
        File.Copy(Path.Combine(Repository.Root, "tests", "CnnGen.Package.Tests", "Tutorials", "fish16.png"), Path.Combine(folder, "fish", "sixteen.png"));
        return key;
    }

    [GeneratedRegex(@"<!-- file: (?<name>\S+) -->\s*```\w+\r?\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex FileOfPage();
}
