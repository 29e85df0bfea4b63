using CnnGen;
using Networks.Classification;

namespace Networks.Catalog;

/// <summary>A network of this program, and what is known of it beside its declaration.</summary>
/// <param name="dataFolder">The folder of its tensors' names and its expected logits.</param>
/// <param name="preprocessing">How a picture becomes its input.</param>
internal abstract class CatalogEntry(string dataFolder, Preprocessing preprocessing)
{
    public abstract NetworkInfo Info { get; }

    public string Name => Info.Name;

    public string DataFolder => dataFolder;

    public Preprocessing Preprocessing => preprocessing;

    /// <summary>The shape of an input image: <c>224x224x3</c>.</summary>
    public string InputShape => $"{Info.InputHeight}x{Info.InputWidth}x{Info.InputChannels}";

    /// <summary>With drawn weights.</summary>
    public abstract RunnableNetwork Create(int seed);

    /// <summary>With all weights 0, to be written.</summary>
    public abstract RunnableNetwork CreateEmpty();

    /// <summary>With the weights of a safetensors file.</summary>
    /// <exception cref="WeightFileException">The file is damaged, or its tensors are not this network's.</exception>
    public abstract RunnableNetwork Load(string path);
}

/// <summary>The entry of a certain type.</summary>
internal sealed class CatalogEntry<TNetwork>(string dataFolder, Preprocessing preprocessing) : CatalogEntry(dataFolder, preprocessing)
    where TNetwork : class, INetwork<TNetwork>
{
    public override NetworkInfo Info => TNetwork.Info;

    public override RunnableNetwork Create(int seed) => new RunnableNetwork<TNetwork>(TNetwork.Create(seed));

    public override RunnableNetwork CreateEmpty() => new RunnableNetwork<TNetwork>(TNetwork.Create(0, Initializer.Zero));

    public override RunnableNetwork Load(string path) => new RunnableNetwork<TNetwork>(TNetwork.Load(path));
}
