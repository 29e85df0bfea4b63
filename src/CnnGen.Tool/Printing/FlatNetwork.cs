using CnnGen.Tool.Import;

namespace CnnGen.Tool.Printing;

/// <summary>A network layer by layer, without blocks.</summary>
internal static class FlatNetwork
{
    public static NetworkClass Of(ImportedNetwork network)
    {
        string[] automatic = LayerNames.Automatic(network.Layers.Select(layer => layer.Kind));
        Dictionary<Layer, int> places = network.Layers.Select((layer, i) => (layer, i)).ToDictionary();
        Item[] items = [.. network.Layers.Select((layer, i) =>
            new Item(layer.Kind, layer.Positional, layer.Named, [.. layer.Inputs.Select(input => places[input])])
            {
                Name = layer.Name == automatic[i] ? null : layer.Name,
                TakesOperands = layer.TakesOperands,
                OutputNames = layer.OutputNames,
            })];
        return new NetworkClass(network.Name, items, []);
    }
}
