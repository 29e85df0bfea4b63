namespace CnnGen.Packing;

/// <summary>Where filters at the points of Winograd's algorithm go: [vertical point][horizontal point][tile of filters][channel][filter of the tile].</summary>
/// <param name="Width">Filters of a tile, a multiple of 4; the last tile's rest is not written.</param>
/// <param name="Tile">From a tile to the next.</param>
/// <param name="Row">From a vertical point, or from a summed tap, to the next.</param>
/// <param name="Point">From a horizontal point to the next.</param>
/// <param name="IsStreamed">Whether they are more than the caches hold, so that they are written past them.</param>
internal readonly record struct WinogradFilterTiles(int Width, nint Tile, nint Row, int Point, bool IsStreamed);
