namespace CnnGen.Integration.Tests.Harness;

/// <summary>
/// The static side of a network that was compiled a moment ago: its type is not known to the tests. The assembly is unloaded when nothing refers to it.
/// </summary>
public abstract class CompiledNetwork
{
    /// <summary>The text of the generated files, of all networks of the source.</summary>
    public IReadOnlyList<string> GeneratedSources { get; private set; } = [];

    public abstract NetworkInfo Info { get; }

    /// <summary>Null for a network without a loss.</summary>
    public abstract TargetKind? TargetKind { get; }

    internal static CompiledNetwork Of(Type network, IReadOnlyList<string> generatedSources)
    {
        bool trainable = network.GetInterfaces().Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ITrainableNetwork<>));
        Type typed = (trainable ? typeof(TrainableNetwork<>) : typeof(InferenceNetwork<>)).MakeGenericType(network);
        var compiled = (CompiledNetwork)Activator.CreateInstance(typed)!;
        compiled.GeneratedSources = generatedSources;
        return compiled;
    }

    public abstract NetworkInstance Create(int seed);

    public abstract NetworkInstance Load(Stream stream);

    public abstract NetworkInstance Load(string path);
}
