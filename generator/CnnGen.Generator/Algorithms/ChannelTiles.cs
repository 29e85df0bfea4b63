namespace CnnGen.Generator.Algorithms;

/// <summary>A run of equal tiles along the output channels.</summary>
/// <param name="FirstChannel">Where it begins.</param>
/// <param name="Count">Tiles.</param>
/// <param name="Vectors">Vectors a tile.</param>
/// <param name="Channels">Channels a tile: whole vectors, or less in the last run.</param>
internal readonly record struct ChannelTiles(int FirstChannel, int Count, int Vectors, int Channels)
{
    /// <summary>Cuts channels into tiles of so many vectors; what is left over gets tiles of its own.</summary>
    public static List<ChannelTiles> Cut(int channels, int lanes, int vectors)
    {
        List<ChannelTiles> runs = [];
        int tile = vectors * lanes;
        int whole = channels / tile;
        if (whole > 0)
        {
            runs.Add(new ChannelTiles(0, whole, vectors, tile));
        }

        int rest = channels - (whole * tile);
        if (rest > 0)
        {
            runs.Add(new ChannelTiles(whole * tile, 1, (rest + lanes - 1) / lanes, rest));
        }

        return runs;
    }

    /// <summary>Lanes of a tile's vector that are channels.</summary>
    public int Lanes(int vector, int lanes) => Math.Min(lanes, Channels - (vector * lanes));
}
