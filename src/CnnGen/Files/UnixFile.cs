using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CnnGen.Files;

/// <summary>What .NET does not tell of a file, nor let one set: whether it is an ordinary one, and whose it is.</summary>
internal static unsafe partial class UnixFile
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const int OfHandle = 0x1000; // AT_EMPTY_PATH
    private const uint TypeAndOwner = 0x1B; // STATX_TYPE | STATX_MODE | STATX_UID | STATX_GID
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
        Status status = default;
        if (OperatingSystem.IsLinux() && !s_isMissing)
        {
            try
            {
                return ReadStatus(CurrentFolder, path, NoFollow, TypeAndOwner, &status) == 0 && (status.Mode & TypeMask) == Ordinary;
            }
            catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
            {
                s_isMissing = true;
            }
        }

        return File.Exists(path) && (File.GetAttributes(path) & (FileAttributes.ReparsePoint | FileAttributes.Device)) == 0;
    }

    /// <summary>Gives a file the owner and the group of another one, as far as the process may.</summary>
    public static void TakeOwner(SafeFileHandle from, SafeFileHandle to)
    {
        if (TryRead(from, out Status old) && TryRead(to, out Status created) && (old.Owner, old.Group) != (created.Owner, created.Group)
            && ChangeOwner(to, old.Owner, old.Group) != 0)
        {
            _ = ChangeOwner(to, uint.MaxValue, old.Group); // the group alone, which its members may give
        }
    }

    private static bool TryRead(SafeFileHandle file, out Status status)
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
                return ReadStatusOf(file, "", OfHandle, TypeAndOwner, result) == 0;
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
    }
}
