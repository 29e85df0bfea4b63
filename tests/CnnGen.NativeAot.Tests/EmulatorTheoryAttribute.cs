using Xunit;

namespace CnnGen.NativeAot.Tests;

/// <summary>A test on other processors than this one: skipped, with the reason, where the emulator is not installed.</summary>
internal sealed class EmulatorTheoryAttribute : TheoryAttribute
{
    public const string Emulator = "qemu-x86_64";

    public EmulatorTheoryAttribute()
    {
        if (!Tool.Exists(Emulator))
        {
            Skip = $"{Emulator} is not installed (Debian: qemu-user).";
        }
    }
}
