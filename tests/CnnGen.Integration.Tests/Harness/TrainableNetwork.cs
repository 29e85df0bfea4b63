namespace CnnGen.Integration.Tests.Harness;

/// <summary>Calls a network with a loss through its interface.</summary>
internal sealed class TrainableNetwork<TNetwork> : InferenceNetwork<TNetwork>
    where TNetwork : class, ITrainableNetwork<TNetwork>
{
    public override TargetKind? TargetKind => TNetwork.TargetKind;

    protected override NetworkInstance Wrap(TNetwork network) => new TrainableInstance(network, Wrap);

    private sealed class TrainableInstance(TNetwork network, Func<TNetwork, NetworkInstance> wrap) : Instance(network, wrap)
    {
        private readonly TNetwork _network = network;

        public override BatchResult Gradient(ReadOnlySpan<float> input, Targets targets, Span<float> gradient, long noiseSeed = 0) =>
            _network.Gradient(input, targets, gradient, noiseSeed);
    }
}
