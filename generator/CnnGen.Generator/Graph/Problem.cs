using CnnGen.Generator.Model;

namespace CnnGen.Generator.Graph;

/// <summary>Something wrong or doubtful in a spec, without a location: the source map knows where the argument stands.</summary>
/// <param name="Id">The diagnostic.</param>
/// <param name="Layer">Index of the layer, or <see cref="WholeNetwork"/>.</param>
/// <param name="Argument">The guilty parameter or property, or null for the layer as a whole.</param>
/// <param name="MessageArguments">What the message says, formatted.</param>
internal sealed record Problem(string Id, int Layer, string? Argument, EquatableArray<string> MessageArguments)
{
    public const int WholeNetwork = -1;

    /// <summary>Index within an argument that is a list, or −1.</summary>
    public int Element { get; init; } = -1;

    /// <summary>The largest window that fits in place of the guilty argument, 0 if none does or the problem is another.</summary>
    public int LargestWindow { get; init; }
}
