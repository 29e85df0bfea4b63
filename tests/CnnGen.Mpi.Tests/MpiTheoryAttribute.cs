using Xunit;

namespace CnnGen.Mpi.Tests;

/// <summary>A test of several processes: skipped, with the reason, where their launcher is not installed.</summary>
internal sealed class MpiTheoryAttribute : TheoryAttribute
{
    public MpiTheoryAttribute() => Skip = Launcher.IsInstalled ? null : Launcher.Missing;
}

/// <summary>As <see cref="MpiTheoryAttribute"/>, of one case.</summary>
internal sealed class MpiFactAttribute : FactAttribute
{
    public MpiFactAttribute() => Skip = Launcher.IsInstalled ? null : Launcher.Missing;
}
