namespace Networks.Diagrams;

/// <summary>One box of a diagram: a layer, with the layers that only change its values (batch norm, activation, dropout) written into it.</summary>
internal sealed class Box(string name, BoxKind kind, string title, string shape, long multiplyAdds, IReadOnlyList<Box> inputs)
{
    private readonly List<string> _followers = [];

    public string Name => name;

    public BoxKind Kind => kind;

    public string Title => title;

    public string Shape => shape;

    public long MultiplyAdds => multiplyAdds;

    /// <summary>The boxes that it reads.</summary>
    public IReadOnlyList<Box> Inputs { get; set; } = inputs;

    /// <summary>The layers written into this box, in their order.</summary>
    public string Detail => string.Join(", ", _followers);

    /// <summary>Whether several boxes meet here.</summary>
    public bool IsJoin => Inputs.Count > 1;

    /// <summary>
    /// The use of a block that the layer belongs to: the first two parts of a name with more, <c>layer1.0</c> of <c>layer1.0.conv1</c>. Null outside of blocks.
    /// </summary>
    public string? Block { get; } = name.Split('.') is [var first, var second, _, ..] ? $"{first}.{second}" : null;

    public void Follow(string layer) => _followers.Add(layer);
}
