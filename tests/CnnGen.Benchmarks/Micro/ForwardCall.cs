namespace CnnGen.Benchmarks.Micro;

/// <summary>A network with drawn weights on one drawn image, on one thread.</summary>
internal sealed class ForwardCall<TNetwork>
    where TNetwork : class, INetwork<TNetwork>
{
    private const int Seed = 1;

    private readonly TNetwork _network = TNetwork.Create(Seed);
    private readonly float[] _image = new Networks.ImageBatch(TNetwork.Info, images: 1).Nhwc;
    private readonly float[] _output = new float[TNetwork.Info.OutputLength];

    /// <summary>Prepares it.</summary>
    public ForwardCall() => _network.Threads = 1;

    /// <summary>Computes the image.</summary>
    public void Run() => _network.Forward(_image, _output);
}
