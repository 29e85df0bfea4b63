namespace Networks.Catalog;

/// <summary>One network in the list; all figures were known when it was compiled.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Input">Height, width and channels of an input image.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="MultiplyAdds">Of convolution and dense layers, an image.</param>
/// <param name="ArenaBytes">Planned memory of one inference.</param>
internal sealed record NetworkFigures(string Name, string Input, long Parameters, long MultiplyAdds, int ArenaBytes)
{
    public static NetworkFigures Of(CatalogEntry entry) =>
        new(entry.Name, entry.InputShape, entry.Info.ParameterCount, entry.Info.MultiplyAdds, entry.Info.ArenaBytes);
}
