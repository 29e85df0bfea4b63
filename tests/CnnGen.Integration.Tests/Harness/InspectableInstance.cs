namespace CnnGen.Integration.Tests.Harness;

/// <summary>Calls a network that can be looked into through its interface.</summary>
internal abstract class InspectableInstance
{
    public static InspectableInstance Of(NetworkInstance instance) =>
        (InspectableInstance)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(instance.Network.GetType()), instance.Network)!;

    public abstract Inspection Inspect(ReadOnlySpan<float> input, ReadOnlySpan<float> logitsGradient);

    public abstract NetworkProfile Profile(int runs);

    private sealed class Typed<TNetwork>(TNetwork network) : InspectableInstance
        where TNetwork : class, IInspectableNetwork<TNetwork>
    {
        public override Inspection Inspect(ReadOnlySpan<float> input, ReadOnlySpan<float> logitsGradient) => network.Inspect(input, logitsGradient);

        public override NetworkProfile Profile(int runs) => network.Profile(runs);
    }
}
