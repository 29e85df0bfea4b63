namespace CnnGen.Mpi;

/// <summary>MPI is missing, or a call of it failed.</summary>
public sealed class MpiException : Exception
{
    internal MpiException(string message)
        : base(message)
    {
    }
}
