namespace CnnGen;

/// <summary>
/// Processes that train one network together, each on its part of every batch. All of them make the same calls in the same order, and every call waits for all.
/// </summary>
/// <remarks>CnnGen.Mpi has one over MPI. See <see cref="Trainer{TNetwork}.Processes"/>.</remarks>
public interface IProcessGroup
{
    /// <summary>The number of this process, from 0.</summary>
    int Rank { get; }

    /// <summary>How many processes there are.</summary>
    int Size { get; }

    /// <summary>
    /// Adds vectors of all processes: those of process 0 in their order, then those of process 1, and so on, one addition after the other, so that the bits of
    /// the sum do not depend on how vectors are spread over processes.
    /// </summary>
    /// <param name="own">The vectors of this process behind each other; processes may have different numbers of them.</param>
    /// <param name="total">Receives the sum, in every process; its length is that of one vector.</param>
    void Sum(ReadOnlySpan<float> own, Span<float> total);

    /// <summary>Brings the numbers of all processes together.</summary>
    /// <param name="own">As many numbers in every process.</param>
    /// <param name="all">Receives the numbers of process 0, then those of process 1, and so on, in every process.</param>
    void Gather(ReadOnlySpan<double> own, Span<double> all);
}
