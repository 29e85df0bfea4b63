using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CnnGen.Files;

/// <summary>
/// What .NET does not tell of a file, nor let one set: whether it is an ordinary one, and whose it is. And when it was written: .NET's own answer brings the
/// rules of all time zones into a native program, a tenth of its code.
/// </summary>
internal static unsafe partial class UnixFile
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const int OfHandle = 0x1000; // AT_EMPTY_PATH
    private const uint TypeOwnerAndTime = 0x5B; // STATX_TYPE | STATX_MODE | STATX_UID | STATX_GID | STATX_MTIME
    private const int TypeMask = 0xF000; // S_IFMT
    private const int Ordinary = 0x8000; // S_IFREG

    private static bool s_isMissing;

    /// <summary>Whether an open file is a pipe, a device or the like, which is written to and never replaced.</summary>
    public static bool IsSpecial(FileStream file)
    {
        if (!file.CanSeek)
        {
            return true;
        }

        // Devices such as /dev/null can seek.
        return TryRead(file.SafeFileHandle, out Status status)
            ? (status.Mode & TypeMask) != Ordinary
            : file.Name.StartsWith("/dev/", StringComparison.Ordinal);
    }

    /// <summary>Whether an ordinary file stands at a path, and no link to one.</summary>
    public static bool IsOrdinary(string path)
    {
        return TryRead(path, out Status status)
            ? (status.Mode & TypeMask) == Ordinary
            : File.Exists(path) && (File.GetAttributes(path) & (FileAttributes.ReparsePoint | FileAttributes.Device)) == 0;
    }

    /// <summary>When the content of an open file last changed, in units of 100 ns since the year 1; 0 where the system does not tell.</summary>
    public static long LastWrite(SafeFileHandle file) => OperatingSystem.IsLinux()
        ? TryRead(file, out Status status) ? Ticks(status) : 0
        : File.GetLastWriteTimeUtc(file).Ticks;

    /// <summary>When the content of the file at a path last changed, as above.</summary>
    public static long LastWrite(string path) => OperatingSystem.IsLinux()
        ? TryRead(path, out Status status) ? Ticks(status) : 0
        : File.GetLastWriteTimeUtc(path).Ticks;

    /// <summary>Gives a file the owner and the group of another one, as far as the process may.</summary>
    public static void TakeOwner(SafeFileHandle from, SafeFileHandle to)
    {
        if (TryRead(from, out Status old) && TryRead(to, out Status created) && (old.Owner, old.Group) != (created.Owner, created.Group)
            && ChangeOwner(to, old.Owner, old.Group) != 0)
        {
            _ = ChangeOwner(to, uint.MaxValue, old.Group); // the group alone, which its members may give
        }
    }

    private static long Ticks(in Status status) =>
        DateTime.UnixEpoch.Ticks + (status.WrittenSeconds * TimeSpan.TicksPerSecond) + (status.WrittenNanoseconds / TimeSpan.NanosecondsPerTick);

    // Of a link itself, not of what it leads to.
    private static bool TryRead(string path, out Status status) => TryRead(null, path, out status);

    private static bool TryRead(SafeFileHandle file, out Status status) => TryRead(file, "", out status);

    private static bool TryRead(SafeFileHandle? file, string path, out Status status)
    {
        status = default;
        if (!OperatingSystem.IsLinux() || s_isMissing)
        {
            return false;
        }

        try
        {
            fixed (Status* result = &status)
            {
                int error = file is null
                    ? ReadStatus(CurrentFolder, path, NoFollow, TypeOwnerAndTime, result)
                    : ReadStatusOf(file, path, OfHandle, TypeOwnerAndTime, result);
                return error == 0;
            }
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            s_isMissing = true;
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ReadStatus(int folder, string path, int flags, uint mask, Status* status);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ReadStatusOf(SafeFileHandle file, string path, int flags, uint mask, Status* status);

    [LibraryImport("libc", EntryPoint = "fchown")]
    private static partial int ChangeOwner(SafeFileHandle file, uint owner, uint group);

    /// <summary>The kernel's struct statx, which is the same on every processor.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(24)]
        public uint Group;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(112)]
        public long WrittenSeconds;

        [FieldOffset(120)]
        public uint WrittenNanoseconds;
    }
}
