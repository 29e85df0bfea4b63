namespace CnnGen.Packing;

/// <summary>Where the filters of a convolution stand.</summary>
/// <param name="Filter">From a filter to the next.</param>
/// <param name="Channel">From a channel to the next.</param>
/// <param name="IsRotated">Whether rows and columns of a filter are read backwards.</param>
internal readonly record struct WinogradFilterStrides(int Filter, int Channel, bool IsRotated);
