using CnnGen.Files;
using CnnGen.Runtime;
using CnnGen.Threading;

namespace CnnGen;

// Checkpoints: all that the next step depends on, written and read back.
public sealed partial class Trainer<TNetwork>
{
    /// <summary>
    /// Goes on from a checkpoint. Frozen tensors, <see cref="Note"/>, best and averaged weights come back; all else that is set on a trainer is to be set
    /// again.
    /// </summary>
    /// <param name="path">A file that <see cref="SaveCheckpoint(string)"/> wrote.</param>
    /// <param name="optimizer">A new optimizer with the settings of the one that the checkpoint was made with; its learning rates may be others.</param>
    /// <exception cref="CheckpointException">The file is damaged, or belongs to another network or optimizer.</exception>
    public static Trainer<TNetwork> Resume(string path, Optimizer optimizer)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        return Resume(stream, optimizer);
    }

    /// <summary>
    /// Goes on from a checkpoint. Frozen tensors, <see cref="Note"/>, best and averaged weights come back; all else that is set on a trainer is to be set
    /// again.
    /// </summary>
    /// <param name="stream">What <see cref="SaveCheckpoint(Stream)"/> wrote.</param>
    /// <param name="optimizer">A new optimizer with the settings of the one that the checkpoint was made with; its learning rates may be others.</param>
    /// <exception cref="CheckpointException">The data is damaged, or belongs to another network or optimizer.</exception>
    public static Trainer<TNetwork> Resume(Stream stream, Optimizer optimizer)
    {
        if (optimizer.Steps > 0)
        {
            throw new ArgumentException($"The optimizer has taken {optimizer.Steps} steps already; resuming needs a new one.", nameof(optimizer));
        }

        TNetwork network = TNetwork.Create(0);
        NetworkWeights weights = network.Weights;
        Checkpoint checkpoint = CheckpointReader.Read(stream, TNetwork.Info, weights.Values.Length, weights.TrainableLength, optimizer);
        Trainer<TNetwork> trainer = new(network, optimizer, checkpoint.State, checkpoint.History)
        {
            Note = checkpoint.Note,
            BestEpoch = checkpoint.BestEpoch,
            BatchGroups = checkpoint.BatchGroups,
            _best = checkpoint.BestWeights,
            _averaged = checkpoint.AveragedWeights,
            _resumedData = checkpoint.Data,
        };
        CopyTo(checkpoint.Weights, weights);
        optimizer.Restore(checkpoint.Steps, checkpoint.OptimizerState);
        trainer._frozen.UnionWith(Tensors(tensor => Array.IndexOf([.. checkpoint.Frozen], tensor.Name) >= 0));
        trainer._layout = null;
        return trainer;
    }

    /// <summary>
    /// Writes all that the next step depends on. The file holds the old checkpoint or all of the new one. Of several <see cref="Processes"/> the first one
    /// writes.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NotFiniteNumberException">The weights are no longer finite; what was at the path before is still there.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this trainer.</exception>
    public void SaveCheckpoint(string path)
    {
        using CallingThread.Call call = _calls.Enter(TNetwork.Info.Name);
        RequireFiniteWeights();
        if (IsMainProcess)
        {
            ReplacedFile.Write(path, SaveCheckpoint);
        }
    }

    /// <summary>Writes all that the next step depends on.</summary>
    /// <param name="stream">Receives the checkpoint.</param>
    /// <exception cref="NotFiniteNumberException">The weights are no longer finite; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this trainer.</exception>
    public void SaveCheckpoint(Stream stream)
    {
        using CallingThread.Call call = _calls.Enter(TNetwork.Info.Name);
        RequireFiniteWeights();
        using AlignedBuffer weights = new(Network.Weights.Values.Length);
        Network.Weights.Values.CopyTo(weights.Span);
        CheckpointWriter.Write(stream, TNetwork.Info, Optimizer, new Checkpoint
        {
            State = _state,
            Steps = Optimizer.Steps,
            History = History,
            Weights = weights,
            OptimizerState = Optimizer.State(Network.Weights.TrainableLength),
            Data = IdentityOfData(),
            Frozen = Names(FrozenTensors),
            Note = Note,
            AveragedWeights = _averaged,
            BestWeights = _best,
            BestEpoch = BestEpoch,
            BatchGroups = BatchGroups,
        });
    }

    private static string[] Names(IReadOnlyList<ParameterTensor> tensors)
    {
        string[] names = new string[tensors.Count];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = tensors[i].Name;
        }

        return names;
    }

    private void RequireFiniteWeights()
    {
        if (!_gradientStep.IsFinite(Network.Weights.Values, _threads))
        {
            throw Divergence.OfWeights(TNetwork.Info, Step);
        }
    }
}
