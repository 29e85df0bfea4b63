namespace Cifar;

/// <summary>How this process was started.</summary>
internal static class Launch
{
    /// <summary>Whether mpirun, mpiexec or srun did: each tells its processes their number.</summary>
    public static bool IsByMpi => new[] { "OMPI_COMM_WORLD_RANK", "PMI_RANK", "PMIX_RANK" }.Any(name => Environment.GetEnvironmentVariable(name) is not null);
}
