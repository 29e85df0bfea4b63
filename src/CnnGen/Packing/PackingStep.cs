namespace CnnGen.Packing;

/// <summary>
/// One step of bringing a network's weights into the order that its kernels read; made by generated code. Steps write to different places and read
/// weights only, so they are run in any order and in pieces, on several threads.
/// </summary>
public abstract unsafe class PackingStep
{
    private protected PackingStep()
    {
    }

    /// <summary>Into how many rows the step can be cut.</summary>
    internal virtual int Rows => 1;

    /// <summary>How many rows are worth a piece of their own.</summary>
    internal virtual int RowsOfPiece => 1;

    /// <summary>Packs some of the rows.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="count">How many.</param>
    /// <param name="input">The weights.</param>
    /// <param name="packed">The packed weights of the network.</param>
    internal abstract void Run(int first, int count, PackingInput input, float* packed);
}
