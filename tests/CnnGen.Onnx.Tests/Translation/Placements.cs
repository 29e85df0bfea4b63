namespace CnnGen.Onnx.Tests.Translation;

/// <summary>Where the axes of an array stand in images.</summary>
internal static class Placements
{
    /// <summary>Images, channels, rows, columns; what is missing is 1, and more axes than four count as columns.</summary>
    public static string Default(int rank) => rank switch
    {
        0 => "",
        1 => "C",
        2 => "NC",
        3 => "NCW",
        _ => "NCH" + new string('W', rank - 3),
    };

    /// <summary>Everything in one image, whose channel-first order is the array's.</summary>
    public static string OneImage(int rank) => rank switch
    {
        0 => "",
        1 => "C",
        2 => "CW",
        _ => "CH" + new string('W', rank - 2),
    };

    /// <summary>Some axes are channels, every place along the others is an image.</summary>
    public static string ChannelsAmongImages(int rank, params IReadOnlyCollection<int> channels) =>
        string.Concat(Enumerable.Range(0, rank).Select(axis => channels.Contains(axis) ? 'C' : 'N'));
}
