namespace CnnGen.NativeAot.Tests;

/// <summary>Programs of the system that a test needs.</summary>
internal static class Tool
{
    /// <summary>Whether a program can be started by its name.</summary>
    public static bool Exists(string name)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Any(folder => File.Exists(Path.Combine(folder, name)));
    }
}
