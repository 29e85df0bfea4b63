using Xunit;

namespace CnnGen.NativeAot.Tests;

/// <summary>A test on other processors than this one: skipped, with the reason, where the emulator is not installed.</summary>
internal sealed class EmulatorTheoryAttribute : TheoryAttribute
{
    public const string Emulator = "qemu-x86_64";

    public EmulatorTheoryAttribute()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, Emulator))))
        {
            Skip = $"{Emulator} is not installed (Debian: qemu-user).";
        }
    }
}
