namespace CnnGen.Tool.Import;

/// <summary>What makes the layers of a translation those that a person would have written. Outputs are among the layers, as readers.</summary>
internal static class LayerPasses
{
    public static void Run(List<Layer> layers)
    {
        RemoveUnread(layers);
        FoldAffine.Run(layers);
        FoldPadding.Run(layers);
        RemoveImpliedFlatten(layers);
        NestConcats.Run(layers);
    }

    private static void RemoveUnread(List<Layer> layers)
    {
        HashSet<Layer> read = [];
        for (int i = layers.Count - 1; i >= 0; i--)
        {
            if (layers[i].IsOutput || read.Contains(layers[i]))
            {
                read.UnionWith(layers[i].Inputs);
            }
        }

        layers.RemoveAll(layer => !layer.IsOutput && !layer.IsInput && !read.Contains(layer));
    }

    /// <summary>A dense layer flattens by itself.</summary>
    private static void RemoveImpliedFlatten(List<Layer> layers)
    {
        foreach (Layer flatten in layers.Where(layer => layer.Kind == "Flatten").ToArray())
        {
            Layer[] readers = [.. layers.Where(layer => layer.Inputs.Contains(flatten))];
            if (readers.Length > 0 && readers.All(reader => reader.Kind == "Dense"))
            {
                foreach (Layer reader in readers)
                {
                    reader.Inputs = flatten.Inputs;
                }

                layers.Remove(flatten);
            }
        }
    }
}
