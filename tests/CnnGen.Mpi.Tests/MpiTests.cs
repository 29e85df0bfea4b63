using System.Diagnostics;
using System.Globalization;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Mpi.Tests;

/// <summary>A ResNet-20 trained by several processes over Open MPI.</summary>
public sealed class MpiTests : IDisposable
{
    private const string Weights = "weights SHA-256";
    private static readonly string[] s_small = ["--images", "120", "--batch", "60", "--groups", "6", "--threads", "1"];
    private static readonly Lazy<string> s_alone = new(() => Launcher.Run(0, [.. s_small, "--epochs", "1"]).Succeeded().Value(Weights));

    private readonly TemporaryFolder _folder = new("mpi");

    public void Dispose() => _folder.Dispose();

    [MpiTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void AnyNumberOfProcesses_GivesTheBitsOfOne(int processes)
    {
        ProgramRun run = Launcher.Run(processes, [.. s_small, "--epochs", "1"]).Succeeded();

        Assert.Equal(s_alone.Value, run.Value(Weights));
        Assert.Single(run.Lines, line => line.StartsWith(Weights, StringComparison.Ordinal));
    }

    [MpiFact]
    public void SumsInAnyOrder_AreAllowed() =>
        Assert.Equal("2, groups a batch 6", Launcher.Run(2, [.. s_small, "--epochs", "1", "--any-order"]).Succeeded().Value("processes"));

    [MpiFact]
    public void AProcessThatDies_EndsAll_AndOthersGoOnFromTheCheckpointWithTheSameBits()
    {
        string[] unbroken = [.. s_small, "--epochs", "3"];
        string expected = Launcher.Run(2, unbroken).Succeeded().Value(Weights);
        string checkpoint = Path.Combine(_folder.Path, "training.checkpoint");
        string[] arguments = [.. unbroken, "--checkpoint", checkpoint];
        using Process launcher = Launcher.Start(2, arguments);
        Task<ProgramRun> ending = Task.Run(() => Launcher.Complete(launcher, 2, arguments));
        while (!File.Exists(checkpoint) && !launcher.HasExited)
        {
            Thread.Sleep(20);
        }

        Kill(ChildrenOf(launcher.Id)[^1]);

        ProgramRun broken = ending.Result;
        Assert.NotEqual(0, broken.ExitCode);
        Assert.Contains("exited on signal 9", broken.Output, StringComparison.Ordinal);
        Assert.Equal(expected, Launcher.Run(3, arguments).Succeeded().Value(Weights));
    }

    [MpiFact]
    public void AProcessThatFails_SaysWhich_AndEndsAll()
    {
        ProgramRun run = Launcher.Run(4, "--images", "120", "--batch", "60", "--groups", "3", "--epochs", "1");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Matches("process [0-3] of 4: .*4 processes cannot share 3 groups a batch", run.Output);
    }

    private static int[] ChildrenOf(int parent) =>
    [
        .. from folder in Directory.GetDirectories("/proc")
           let name = Path.GetFileName(folder)
           where int.TryParse(name, out _)
           let stat = TextOf(Path.Combine(folder, "stat"))
           where stat.Length > 0 && int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture) == parent
           orderby int.Parse(name, CultureInfo.InvariantCulture)
           select int.Parse(name, CultureInfo.InvariantCulture),
    ];

    // Processes come and go while the folder is read.
    private static string TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static void Kill(int process)
    {
        using Process victim = Process.GetProcessById(process);
        victim.Kill();
    }
}
