using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Networks;

/// <summary>A generated network in training: gradient and update, batch after batch.</summary>
internal sealed class NetworkTraining<TNetwork> : ITrainingContender
    where TNetwork : class, ITrainableNetwork<TNetwork>
{
    private readonly TNetwork _network;
    private readonly TrainingTask _task;
    private readonly LabelledImages _data;
    private readonly float[] _gradient;
    private readonly Sgd _optimizer;
    private readonly Action _call;
    private readonly double[] _losses = new double[TrainingTask.CheckedSteps];
    private int _position;

    /// <summary>Does the checked steps.</summary>
    /// <param name="network">Is trained in place.</param>
    /// <param name="task">What to train.</param>
    /// <param name="data">The images and labels.</param>
    /// <param name="threads">Threads that a step may use.</param>
    public NetworkTraining(TNetwork network, TrainingTask task, LabelledImages data, int threads)
    {
        network.Threads = threads;
        (_network, _task, _data) = (network, task, data);
        _gradient = new float[network.Weights.TrainableLength];
        _optimizer = new Sgd(task.LearningRate, task.Momentum);
        _call = () => Step();
        for (int i = 0; i < _losses.Length; i++)
        {
            _losses[i] = Step();
        }
    }

    public string Name => "CnnGen";

    public IReadOnlyList<double> Losses => _losses;

    public Round Run(TimeSpan duration) => CallTimer.Run(_call, duration);

    public void Dispose()
    {
    }

    /// <summary>Gradient and update on the next batch.</summary>
    /// <returns>The mean loss.</returns>
    public double Step()
    {
        int first = _position * _task.Batch;
        (int imageLength, int labelLength) = (TNetwork.Info.InputLength, TNetwork.Info.LabelLength);
        _position = (_position + 1) % (_data.Images.Length / imageLength / _task.Batch);
        BatchResult result = _network.Gradient(
            _data.Images.AsSpan(first * imageLength, _task.Batch * imageLength),
            new Targets(_data.Labels.AsSpan(first * labelLength, _task.Batch * labelLength)),
            _gradient);
        _optimizer.Step(_network.Weights.Trainable, _gradient, _optimizer.LearningRate, _network.Threads);
        _network.Weights.MarkChanged();
        return result.LossSum / _task.Batch;
    }
}
