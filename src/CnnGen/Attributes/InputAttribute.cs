namespace CnnGen;

/// <summary>
/// The size of one input image. The first layer of every network; of several inputs, which stand behind each other, each has a <see cref="Name"/>.
/// </summary>
/// <param name="height">Rows.</param>
/// <param name="width">Columns.</param>
/// <param name="channels">Values a pixel: 1 for grey, 3 for RGB.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class InputAttribute(int height, int width, int channels) : Attribute
{
    /// <summary>Rows.</summary>
    public int Height { get; } = height;

    /// <summary>Columns.</summary>
    public int Width { get; } = width;

    /// <summary>Values a pixel.</summary>
    public int Channels { get; } = channels;

    /// <summary>What the input is called: a parameter of <c>Forward</c> where there are several. Later layers take it by this name.</summary>
    public string? Name { get; set; }

    /// <summary>Labels the input, so that a later layer can take it with <see cref="LayerAttribute.From"/>.</summary>
    public string? As { get; set; }
}
