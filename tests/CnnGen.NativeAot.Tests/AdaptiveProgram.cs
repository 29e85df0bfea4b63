using CnnGen.Testing;

namespace CnnGen.NativeAot.Tests;

/// <summary>CnnGen.NativeAot.App for three instruction sets in one file, published when a test first asks for it.</summary>
public sealed class AdaptiveProgram : IDisposable
{
    private readonly TemporaryFolder _folder = new("adaptive");
    private string? _path;

    // Escaped: the command line would take a semicolon for the beginning of another property.
    public string Path => _path ??= NativeApp.Publish(_folder, "-p:CnnGenInstructionSets=x86-64-v2%3Bx86-64-v3%3Bx86-64-v4");

    public void Dispose() => _folder.Dispose();
}
