using System.Runtime.InteropServices;

namespace CnnGen.Mpi;

/// <summary>
/// What mpi.h defines and a program that is not C has to know itself. Open MPI's handles are addresses of its symbols, MPICH's (and Intel's, which has its
/// interface) are numbers.
/// </summary>
internal readonly record struct MpiHandles(nint World, nint Float, nint Double, nint Sum, nint StatusIgnore)
{
    public static MpiHandles OpenMpi(nint library) => new(
        NativeLibrary.GetExport(library, "ompi_mpi_comm_world"),
        NativeLibrary.GetExport(library, "ompi_mpi_float"),
        NativeLibrary.GetExport(library, "ompi_mpi_double"),
        NativeLibrary.GetExport(library, "ompi_mpi_op_sum"),
        StatusIgnore: 0);

    public static MpiHandles Mpich() => new(World: 0x44000000, Float: 0x4c00040a, Double: 0x4c00080b, Sum: 0x58000003, StatusIgnore: 1);
}
