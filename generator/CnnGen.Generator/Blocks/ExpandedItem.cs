using CnnGen.Generator.Model;

namespace CnnGen.Generator.Blocks;

/// <summary>A layer of a network whose blocks are written out, or a use of a block, which stands before the layers of its body.</summary>
/// <param name="spec">What was written, with the values of expressions.</param>
/// <param name="owner">The instance in whose body it stands.</param>
/// <param name="position">Its place among the attributes of that body.</param>
/// <param name="origin">The attribute of the outermost declaration that it comes from.</param>
internal sealed class ExpandedItem(LayerSpec spec, BlockInstance owner, int position, int origin)
{
    public LayerSpec Spec => spec;

    public BlockInstance Owner => owner;

    public int Position => position;

    public int Origin => origin;

    /// <summary>What messages call it: the attribute's name.</summary>
    public string Kind => Opens?.Name ?? spec.Kind;

    /// <summary>The instance that is used here, or null for a layer.</summary>
    public BlockInstance? Opens { get; set; }

    /// <summary>Index behind the last item that belongs to this one.</summary>
    public int End { get; set; }

    /// <summary>For each argument that depends on a parameter the argument of the outermost use that it depends on.</summary>
    public required IReadOnlyDictionary<string, string> ArgumentOrigins { get; init; }

    /// <summary>Whether a layer can be made of it: it is readable and known, its arguments too, and it may stand where it stands.</summary>
    public bool IsUsable { get; init; }
}
