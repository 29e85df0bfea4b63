namespace CnnGen.Benchmarks.Torch;

/// <summary>The folder of models for the peers, which PyTorch fills when one is asked for that is not there.</summary>
internal sealed class PeerModels(string folder)
{
    /// <summary>The models of a network.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="progress">Is told what takes a while.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="MissingPeerException">They are not there, and there is no PyTorch to make them.</exception>
    public ModelFiles Of(string network, Action<string> progress, CancellationToken stop)
    {
        ModelFiles files = new(Path.Combine(folder, network));
        if (!files.Exist)
        {
            progress($"{network}: PyTorch makes the models, in {folder}");
            using PeerProcess script = new(PeerProgram.Script("make_models.py"), Environment.ProcessorCount, stop, folder, network);
            script.ReadAnswer();
        }

        return files;
    }
}
