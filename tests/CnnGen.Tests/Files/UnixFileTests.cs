using CnnGen.Files;
using Xunit;

namespace CnnGen.Tests.Files;

/// <summary>On every system: the time comes from .NET where the kernel is not asked.</summary>
public sealed class UnixFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1969, 12, 31)]
    [InlineData(1999, 2, 3)]
    [InlineData(2040, 5, 6)]
    public void LastWrite_IsDotNets(int year, int month, int day)
    {
        string path = _folder.Write("weights", [1]);
        DateTime time = new DateTime(year, month, day, 7, 8, 9, DateTimeKind.Utc).AddTicks(1_234_567);
        File.SetLastWriteTimeUtc(path, time);

        Assert.Equal(File.GetLastWriteTimeUtc(path).Ticks, UnixFile.LastWrite(path));
        using FileStream file = File.OpenRead(path);
        Assert.Equal(File.GetLastWriteTimeUtc(path).Ticks, UnixFile.LastWrite(file.SafeFileHandle));
    }

    [Fact]
    public void LastWrite_OfNothing_IsNoRecentTime() => Assert.InRange(UnixFile.LastWrite(_folder["nothing"]), 0, new DateTime(1601, 1, 1).Ticks);
}
