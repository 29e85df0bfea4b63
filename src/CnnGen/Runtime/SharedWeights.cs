using CnnGen.Packing;

namespace CnnGen.Runtime;

/// <summary>What the instances of a network on the same weights share. Given back with the last of them that is disposed.</summary>
/// <param name="weights">The parameters.</param>
/// <param name="packed">They in the order of the forward kernels.</param>
/// <param name="packedForTraining">They in the orders of the training kernels; null without a loss.</param>
internal sealed class SharedWeights(NetworkWeights weights, PackedWeights packed, PackedWeights? packedForTraining)
{
    private int _users = 1;

    public NetworkWeights Weights => weights;

    public PackedWeights Packed => packed;

    public PackedWeights? PackedForTraining => packedForTraining;

    /// <summary>Counts one more user; false if the last one has gone.</summary>
    public bool TryUse()
    {
        int users = Volatile.Read(ref _users);
        while (users > 0)
        {
            int seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    /// <summary>Counts one user less.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            weights.CloseFile(); // first: what its weights are read from is compared with what was packed of it
            packed.Dispose();
            packedForTraining?.Dispose();
        }
    }
}
