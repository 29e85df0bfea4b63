namespace CnnGen.Tool.Tests;

/// <summary>Files that ship with the tests.</summary>
internal static class TestFiles
{
    public static byte[] Read(string name)
    {
        using Stream stream = typeof(TestFiles).Assembly.GetManifestResourceStream(name)!;
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
