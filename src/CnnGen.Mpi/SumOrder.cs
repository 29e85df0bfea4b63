namespace CnnGen.Mpi;

/// <summary>In which order gradients are added.</summary>
public enum SumOrder
{
    /// <summary>In the order of the groups of a batch: the bits do not depend on the number of processes.</summary>
    Groups,

    /// <summary>As MPI likes (MPI_Allreduce): less is sent, and the bits depend on the number of processes and on the network.</summary>
    Any,
}
