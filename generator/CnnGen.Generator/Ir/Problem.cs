using CnnGen.Generator.Model;

namespace CnnGen.Generator.Ir;

/// <summary>Something wrong or doubtful in a spec, without a location: the source map knows where the argument stands.</summary>
/// <param name="Id">The diagnostic.</param>
/// <param name="Layer">Index of the layer among those that are written in the network, or <see cref="WholeNetwork"/>.</param>
/// <param name="Argument">The guilty parameter or property, or null for the layer as a whole.</param>
/// <param name="MessageArguments">What the message says, formatted.</param>
/// <remarks>While a graph is built, the index is that of an item of the expanded network.</remarks>
internal sealed record Problem(string Id, int Layer, string? Argument, EquatableArray<string> MessageArguments)
{
    public const int WholeNetwork = -1;

    /// <summary>Index within an argument that is a list, or −1.</summary>
    public int Element { get; init; } = -1;

    /// <summary>The largest window that fits in place of the guilty argument, 0 if none does or the problem is another.</summary>
    public int LargestWindow { get; init; }

    /// <summary>Whether the layer stands in a block, so that its place is a use of the block and no code fix can repair it there.</summary>
    public bool IsInBlock { get; init; }
}
