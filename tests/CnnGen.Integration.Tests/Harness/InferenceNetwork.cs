namespace CnnGen.Integration.Tests.Harness;

/// <summary>Calls a network without a loss through its interface.</summary>
internal class InferenceNetwork<TNetwork> : CompiledNetwork
    where TNetwork : class, INetwork<TNetwork>
{
    public override NetworkInfo Info => TNetwork.Info;

    public override TargetKind? TargetKind => null;

    public override NetworkInstance Create(int seed) => Wrap(TNetwork.Create(seed));

    public override NetworkInstance Load(Stream stream) => Wrap(TNetwork.Load(stream));

    public override NetworkInstance Load(string path) => Wrap(TNetwork.Load(path));

    protected virtual NetworkInstance Wrap(TNetwork network) => new Instance(network, Wrap);

    protected class Instance(TNetwork network, Func<TNetwork, NetworkInstance> wrap) : NetworkInstance
    {
        public override object Network => network;

        public override int Threads
        {
            get => network.Threads;
            set => network.Threads = value;
        }

        public override NetworkWeights Weights => network.Weights;

        public override NetworkInstance ShareWeights() => wrap(network.ShareWeights());

        public override void Save(Stream stream) => network.Save(stream);

        public override void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public override void Logits(ReadOnlySpan<float> input, Span<float> output) => network.Logits(input, output);

        public override int Predict(ReadOnlySpan<float> input) => network.Predict(input);

        public override BatchResult Gradient(ReadOnlySpan<float> input, Targets targets, Span<float> gradient, long noiseSeed = 0) =>
            throw new InvalidOperationException("The network declares no loss.");
    }
}
