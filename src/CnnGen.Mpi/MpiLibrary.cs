using System.Runtime.InteropServices;

namespace CnnGen.Mpi;

/// <summary>The dozen functions of MPI that are used, from the library that the launcher belongs to.</summary>
internal sealed unsafe class MpiLibrary
{
    private const int Now = 2;
    private const int Global = 0x100;
    private const int ThreadsOneAtATime = 2; // MPI_THREAD_SERIALIZED

    // Open MPI 2 to 5, then MPICH 3 and 4; the last is also the name of Intel's.
    private static readonly string[] s_openMpi = ["libmpi.so.40"];
    private static readonly string[] s_mpich = ["libmpich.so.12", "libmpi.so.12"];

    private readonly delegate* unmanaged<nint, nint, int, int*, int> _initialize;
    private readonly delegate* unmanaged<int> _finalize;
    private readonly delegate* unmanaged<nint, int, int> _abort;
    private readonly delegate* unmanaged<nint, int*, int> _rank;
    private readonly delegate* unmanaged<nint, int*, int> _size;
    private readonly delegate* unmanaged<void*, int, nint, void*, int, nint, nint, int> _allgather;
    private readonly delegate* unmanaged<void*, int*, int*, nint, void*, int*, int*, nint, nint, nint*, int> _ialltoallv;
    private readonly delegate* unmanaged<void*, int, nint, void*, int*, int*, nint, nint, nint*, int> _iallgatherv;
    private readonly delegate* unmanaged<void*, void*, int, nint, nint, nint, int> _allreduce;
    private readonly delegate* unmanaged<nint*, nint, int> _wait;
    private readonly MpiHandles _handles;

    private MpiLibrary(nint library, MpiHandles handles)
    {
        _handles = handles;
        _initialize = (delegate* unmanaged<nint, nint, int, int*, int>)NativeLibrary.GetExport(library, "MPI_Init_thread");
        _finalize = (delegate* unmanaged<int>)NativeLibrary.GetExport(library, "MPI_Finalize");
        _abort = (delegate* unmanaged<nint, int, int>)NativeLibrary.GetExport(library, "MPI_Abort");
        _rank = (delegate* unmanaged<nint, int*, int>)NativeLibrary.GetExport(library, "MPI_Comm_rank");
        _size = (delegate* unmanaged<nint, int*, int>)NativeLibrary.GetExport(library, "MPI_Comm_size");
        _allgather = (delegate* unmanaged<void*, int, nint, void*, int, nint, nint, int>)NativeLibrary.GetExport(library, "MPI_Allgather");
        _ialltoallv =
            (delegate* unmanaged<void*, int*, int*, nint, void*, int*, int*, nint, nint, nint*, int>)NativeLibrary.GetExport(library, "MPI_Ialltoallv");
        _iallgatherv = (delegate* unmanaged<void*, int, nint, void*, int*, int*, nint, nint, nint*, int>)NativeLibrary.GetExport(library, "MPI_Iallgatherv");
        _allreduce = (delegate* unmanaged<void*, void*, int, nint, nint, nint, int>)NativeLibrary.GetExport(library, "MPI_Allreduce");
        _wait = (delegate* unmanaged<nint*, nint, int>)NativeLibrary.GetExport(library, "MPI_Wait");
    }

    /// <summary>Loads the library of the launcher that started this process; Open MPI's first where none did.</summary>
    /// <exception cref="MpiException">There is none.</exception>
    public static MpiLibrary Load()
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new MpiException("MPI is used on Linux alone; on other systems train in one process.");
        }

        bool isMpich = Environment.GetEnvironmentVariable("PMI_RANK") is not null && Environment.GetEnvironmentVariable("OMPI_COMM_WORLD_RANK") is null;
        return (isMpich ? OfMpich() ?? OfOpenMpi() : OfOpenMpi() ?? OfMpich())
            ?? throw new MpiException(
                $"No MPI library was found ({string.Join(", ", [.. s_openMpi, .. s_mpich])}). Debian and Ubuntu: apt-get install openmpi-bin.");
    }

    public void Initialize()
    {
        int provided;
        Check(_initialize(0, 0, ThreadsOneAtATime, &provided), "MPI_Init_thread");
    }

    public void Complete() => Check(_finalize(), "MPI_Finalize");

    public void Abort(int exitCode) => _abort(_handles.World, exitCode);

    public int Rank()
    {
        int rank;
        Check(_rank(_handles.World, &rank), "MPI_Comm_rank");
        return rank;
    }

    public int Size()
    {
        int size;
        Check(_size(_handles.World, &size), "MPI_Comm_size");
        return size;
    }

    /// <summary>As many numbers of each process to all.</summary>
    public void Gather(double* own, int count, double* all) =>
        Check(_allgather(own, count, _handles.Double, all, count, _handles.Double, _handles.World), "MPI_Allgather");

    /// <summary>Begins to send a part to each process, and to receive one of each.</summary>
    public nint BeginExchange(float* parts, int* counts, int* places, float* received, int* receivedCounts, int* receivedPlaces)
    {
        nint request;
        int result = _ialltoallv(
            parts, counts, places, _handles.Float, received, receivedCounts, receivedPlaces, _handles.Float, _handles.World, &request);
        Check(result, "MPI_Ialltoallv");
        return request;
    }

    /// <summary>Begins to bring the parts of all processes together in all of them.</summary>
    public nint BeginGather(float* part, int count, float* all, int* counts, int* places)
    {
        nint request;
        Check(_iallgatherv(part, count, _handles.Float, all, counts, places, _handles.Float, _handles.World, &request), "MPI_Iallgatherv");
        return request;
    }

    /// <summary>The sum over all processes in any order.</summary>
    public void Sum(float* own, float* total, int count) =>
        Check(_allreduce(own, total, count, _handles.Float, _handles.Sum, _handles.World), "MPI_Allreduce");

    public void Wait(nint request) => Check(_wait(&request, _handles.StatusIgnore), "MPI_Wait");

    private static MpiLibrary? OfOpenMpi() => Open(s_openMpi) is var library and not 0 ? new MpiLibrary(library, MpiHandles.OpenMpi(library)) : null;

    private static MpiLibrary? OfMpich() => Open(s_mpich) is var library and not 0 ? new MpiLibrary(library, MpiHandles.Mpich()) : null;

    // Open MPI loads its parts itself, and they look for the library's symbols among the global ones; NativeLibrary.Load would keep them private.
    private static nint Open(string[] names)
    {
        foreach (string name in names)
        {
            if (LoadLibrary(name, Now | Global) is var library and not 0)
            {
                return library;
            }
        }

        return 0;
    }

    private static void Check(int result, string function)
    {
        if (result != 0)
        {
            throw new MpiException($"{function} failed with error {result}.");
        }
    }

    private static nint LoadLibrary(string name, int flags)
    {
        fixed (byte* text = System.Text.Encoding.UTF8.GetBytes(name + '\0'))
        {
            return dlopen(text, flags);
        }
    }

    [DllImport("libc.so.6")]
    private static extern nint dlopen(byte* name, int flags);
}
