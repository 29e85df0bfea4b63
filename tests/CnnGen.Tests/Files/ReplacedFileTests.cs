using System.Diagnostics;
using CnnGen.Files;
using Xunit;

namespace CnnGen.Tests.Files;

public sealed class ReplacedFileTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public void ALink_LeadsToTheNewContent()
    {
        Directory.CreateDirectory(_folder["run"]);
        string target = _folder.Write("run/weights", [1]);
        File.CreateSymbolicLink(_folder["latest"], "run/weights");
        File.CreateSymbolicLink(_folder["best"], _folder["latest"]);

        Write(_folder["best"], 2);

        Assert.Equal([2], File.ReadAllBytes(target));
        Assert.Equal("run/weights", new FileInfo(_folder["latest"]).LinkTarget);
        Assert.Equal(_folder["latest"], new FileInfo(_folder["best"]).LinkTarget);
        Assert.Equal([_folder["best"], _folder["latest"]], Directory.GetFiles(_folder.Folder).Order());
        Assert.Equal([target], Directory.GetFiles(_folder["run"]));
    }

    [UnixFact]
    public void ALinkToNothingYet_LeadsToTheNewFile()
    {
        File.CreateSymbolicLink(_folder["latest"], "weights");

        Write(_folder["latest"], 2);

        Assert.Equal([2], File.ReadAllBytes(_folder["weights"]));
        Assert.Equal("weights", new FileInfo(_folder["latest"]).LinkTarget);
    }

    /// <summary>The framework resolves such a link against the root of the file system.</summary>
    [UnixFact]
    public void ALinkInTheCurrentFolder_GivenByItsNameAlone_LeadsToItsTarget()
    {
        string link = "link-" + Guid.NewGuid().ToString("N");
        string second = link + "-2";
        string target = _folder["weights"];
        try
        {
            File.CreateSymbolicLink(link, Path.GetRelativePath(Environment.CurrentDirectory, target));
            File.CreateSymbolicLink(second, link);

            Write(link, 2);
            Assert.Equal([2], File.ReadAllBytes(target));
            Write(second, 3);
            Assert.Equal([3], File.ReadAllBytes(target));
            Assert.Equal(link, new FileInfo(second).LinkTarget);
        }
        finally
        {
            File.Delete(link);
            File.Delete(second);
        }
    }

    [UnixFact]
    public void ALinkThatLeadsToItself_IsRefused()
    {
        File.CreateSymbolicLink(_folder["a"], "b");
        File.CreateSymbolicLink(_folder["b"], "a");

        Assert.ThrowsAny<IOException>(() => Write(_folder["a"], 2));

        Assert.Equal([_folder["a"], _folder["b"]], Directory.GetFileSystemEntries(_folder.Folder).Order());
    }

    [UnixFact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void TheModeOfAFile_IsKept()
    {
        string path = _folder.Write("weights", [1]);
        UnixFileMode ofNewFiles = File.GetUnixFileMode(path);
        foreach (UnixFileMode mode in new[]
        {
            Private,
            Private | UnixFileMode.GroupRead,
            Private | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite,
            Private | UnixFileMode.UserExecute | UnixFileMode.OtherExecute,
        })
        {
            File.SetUnixFileMode(path, mode);
            Write(path, (byte)mode);

            Assert.Equal(mode, File.GetUnixFileMode(path));
            Assert.Equal([(byte)mode], File.ReadAllBytes(path));
        }

        Write(_folder["new"], 1);
        Assert.Equal(ofNewFiles, File.GetUnixFileMode(_folder["new"]));
    }

    [UnixFact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void TheContentOfAPrivateFile_IsPrivateWhileItIsWritten()
    {
        string path = _folder.Write("weights", [1]);
        File.SetUnixFileMode(path, Private);

        ReplacedFile.Write(path, stream => Assert.Equal(Private, File.GetUnixFileMode(((FileStream)stream).SafeFileHandle)));
    }

    [UnixFact]
    public void APipe_IsWrittenTo()
    {
        Run("mkfifo", _folder["pipe"]);
        byte[] content = new byte[200_000];
        new Random(1).NextBytes(content);
        Task<byte[]> reader = Task.Run(() => File.ReadAllBytes(_folder["pipe"]));

        ReplacedFile.Write(_folder["pipe"], stream => stream.Write(content));

        Assert.True(reader.Wait(TimeSpan.FromSeconds(60)));
        Assert.Equal(content, reader.Result);
        Assert.False(UnixFile.IsOrdinary(_folder["pipe"]));
        Assert.Equal([_folder["pipe"]], Directory.GetFileSystemEntries(_folder.Folder));
    }

    [UnixFact]
    public void ADevice_IsSpecial_AndAFileIsNot()
    {
        using FileStream device = new("/dev/null", FileMode.Open, FileAccess.Write);
        using FileStream file = File.Create(_folder["file"]);
        File.CreateSymbolicLink(_folder["link"], "file");

        Assert.True(UnixFile.IsSpecial(device));
        Assert.False(UnixFile.IsSpecial(file));
        Assert.True(UnixFile.IsOrdinary(_folder["file"]));
        Assert.False(UnixFile.IsOrdinary(_folder["link"]));
        Assert.False(UnixFile.IsOrdinary(_folder.Folder));
        Assert.False(UnixFile.IsOrdinary("/dev/null"));
        Assert.False(UnixFile.IsOrdinary(_folder["missing"]));
    }

    [Fact]
    public void AFolder_IsRefused_AndNothingIsLeft()
    {
        Directory.CreateDirectory(_folder["weights"]);

        Assert.Throws<UnauthorizedAccessException>(() => Write(_folder["weights"], 1));

        Assert.Equal([_folder["weights"]], Directory.GetFileSystemEntries(_folder.Folder));
    }

    [Fact]
    public void TemporaryNames_CannotBeForeseen()
    {
        HashSet<string> names = [];
        for (int i = 0; i < 20; i++)
        {
            ReplacedFile.Write(_folder["weights"], stream => Assert.True(names.Add(((FileStream)stream).Name)));
        }

        Assert.All(names, name => Assert.Equal(_folder.Folder, Path.GetDirectoryName(name)));
        Assert.All(names, name => Assert.InRange(Path.GetFileName(name).Length, 32, 64)); // whatever the length of the file's own name
    }

    [Fact]
    public void ANameAsLongAsASystemAllows_CanBeSaved()
    {
        string path = _folder[new string('w', 255)];

        Write(path, 1);
        Write(path, 2);

        Assert.Equal([2], File.ReadAllBytes(path));
    }

    [Fact]
    public void WhatDeadWritersLeft_IsRemoved_AndWhatLiveOnesWriteIsNot()
    {
        string dead = _folder.Write(".cnngen-0123456789abcdef0123456789abcdef.tmp", [1]);
        string other = _folder.Write(".cnngen-0123456789abcdef0123456789ABCDEF.tmp", [1]);
        string others = _folder.Write("weights.tmp", [1]);
        Directory.CreateDirectory(_folder[".cnngen-fedcba9876543210fedcba9876543210.tmp"]);
        using FileStream live = TemporaryFile.Create(_folder.Folder, isPrivate: false);

        Write(_folder["weights"], 1);

        Assert.False(File.Exists(dead));
        Assert.True(File.Exists(other));
        Assert.True(File.Exists(others));
        Assert.True(File.Exists(live.Name));
        Assert.True(Directory.Exists(_folder[".cnngen-fedcba9876543210fedcba9876543210.tmp"]));
    }

    [UnixFact]
    public void PlantedLinksAndPipes_AreNotTakenForLeftovers()
    {
        string victim = _folder.Write("victim", [1]);
        File.CreateSymbolicLink(_folder[".cnngen-00000000000000000000000000000000.tmp"], victim);
        Run("mkfifo", _folder[".cnngen-11111111111111111111111111111111.tmp"]);

        Write(_folder["weights"], 1);

        Assert.Equal([1], File.ReadAllBytes(victim));
        Assert.Equal(4, Directory.GetFileSystemEntries(_folder.Folder).Length);
    }

    [Fact]
    public void WritersAtOnce_LeaveOneWholeFile()
    {
        string path = _folder["weights"];
        Parallel.For(
            0,
            200,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            i => ReplacedFile.Write(path, stream => stream.Write(Enumerable.Repeat((byte)i, 10_000).ToArray())));

        byte[] content = File.ReadAllBytes(path);
        Assert.Equal(10_000, content.Length);
        Assert.Single(content.Distinct());
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Folder));
    }

    [Fact]
    public void AFileThatVanishedWhileItWasWritten_IsWrittenAgain()
    {
        int calls = 0;
        ReplacedFile.Write(_folder["weights"], stream =>
        {
            stream.WriteByte((byte)++calls);
            if (calls == 1)
            {
                File.Delete(((FileStream)stream).Name);
            }
        });

        Assert.Equal([2], File.ReadAllBytes(_folder["weights"]));
    }

    [UnixFact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void AFileThatMayNotBeWritten_IsNotReplaced()
    {
        string path = _folder.Write("weights", [1]);
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        if (Environment.IsPrivilegedProcess)
        {
            Write(path, 2); // who may write to everything may write to this
            Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(path));
            return;
        }

        Assert.Throws<UnauthorizedAccessException>(() => Write(path, 2));
        Assert.Equal([1], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Folder));
    }

    [Fact]
    public void EveryWriter_KeepsLinks()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.CreateSymbolicLink(_folder["image.png"], "1");
        File.CreateSymbolicLink(_folder["weights.safetensors"], "2");
        File.CreateSymbolicLink(_folder["network.safetensors"], "3");
        File.CreateSymbolicLink(_folder["checkpoint"], "4");

        new Image(1, 1, 1).Save(_folder["image.png"]);
        new SafetensorsFile([new("t", [1], [1])]).Save(_folder["weights.safetensors"]);
        SoftmaxRegression.Create(1).Save(_folder["network.safetensors"]);
        new Trainer<SoftmaxRegression>(new Sgd(0.1)).SaveCheckpoint(_folder["checkpoint"]);

        for (int i = 1; i <= 4; i++)
        {
            Assert.True(new FileInfo(_folder[$"{i}"]).Length > 0);
        }
    }

    private static void Write(string path, byte content) => ReplacedFile.Write(path, stream => stream.WriteByte(content));

    private static void Run(string program, string argument)
    {
        using Process process = Process.Start(program, [argument]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
