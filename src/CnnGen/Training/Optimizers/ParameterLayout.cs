namespace CnnGen;

/// <summary>Values of one group that lie side by side in the weights.</summary>
/// <param name="Start">Where they begin.</param>
/// <param name="End">Where they end.</param>
/// <param name="Group">0 for those of no group, else the group's index from 1.</param>
internal readonly record struct ParameterSegment(int Start, int End, int Group);

/// <summary>Which rate and weight decay each value of a network's weights has, and which values are not trained at all.</summary>
internal sealed class ParameterLayout
{
    private readonly double[] _initialRates;
    private readonly double[] _rates;
    private readonly double[] _decays;

    private ParameterLayout(int length, ParameterSegment[] segments, double[] rates, double[] decays)
    {
        Length = length;
        Segments = segments;
        _initialRates = rates;
        _rates = [.. rates];
        _decays = decays;
    }

    /// <summary>Number of values.</summary>
    public int Length { get; }

    /// <summary>In their order; what lies between them is not trained.</summary>
    public ParameterSegment[] Segments { get; }

    /// <summary>Values without groups.</summary>
    public static ParameterLayout Flat(int length, double rate, double decay) => new(length, [new ParameterSegment(0, length, 0)], [rate], [decay]);

    /// <summary>The layout of a network.</summary>
    /// <param name="weights">Its weights.</param>
    /// <param name="optimizer">Whose groups and numbers apply.</param>
    /// <param name="frozen">Whether a tensor is not trained.</param>
    /// <exception cref="ArgumentException">A group contains no tensor.</exception>
    public static ParameterLayout Of(NetworkWeights weights, Optimizer optimizer, Func<ParameterTensor, bool> frozen)
    {
        foreach (ParameterGroup group in optimizer.Groups)
        {
            // Loops instead of LINQ in what every training program reaches: a native one is 0.3 MB smaller without it.
            bool containsAny = false;
            foreach (ParameterTensor tensor in weights.Info.Parameters)
            {
                containsAny |= tensor.IsTrainable && group.Contains(tensor);
            }

            if (!containsAny)
            {
                throw TensorName.Unknown(weights.Info, group.Name, nameof(optimizer));
            }
        }

        List<ParameterSegment> segments = [];
        List<ParameterTensor> trained = [];
        foreach (ParameterTensor tensor in weights.Info.Parameters)
        {
            if (tensor.IsTrainable && !frozen(tensor))
            {
                trained.Add(tensor);
            }
        }

        trained.Sort(static (a, b) => a.Offset.CompareTo(b.Offset));
        foreach (ParameterTensor tensor in trained)
        {
            // The zeros behind a tensor go with it, so that neighbours join; their gradient is zero.
            int end = (tensor.Offset + tensor.Length + 15) & ~15;
            int group = GroupOf(optimizer, tensor);
            if (segments.Count > 0 && segments[^1] is { } last && last.End == tensor.Offset && last.Group == group)
            {
                segments[^1] = last with { End = end };
            }
            else
            {
                segments.Add(new ParameterSegment(tensor.Offset, end, group));
            }
        }

        List<double> rates = [optimizer.LearningRate];
        List<double> decays = [optimizer.WeightDecay];
        foreach (ParameterGroup group in optimizer.Groups)
        {
            rates.Add(group.LearningRate ?? optimizer.LearningRate);
            decays.Add(group.WeightDecay ?? optimizer.WeightDecay);
        }

        return new ParameterLayout(weights.TrainableLength, [.. segments], [.. rates], [.. decays]);
    }

    /// <summary>The rate of a group in this step.</summary>
    public double Rate(int group) => _rates[group];

    /// <summary>The weight decay of a group.</summary>
    public double WeightDecay(int group) => _decays[group];

    /// <summary>Gives all groups the same rate.</summary>
    public void SetRate(double rate) => _rates.AsSpan().Fill(rate);

    /// <summary>Gives the values of no group a rate, and those of the others one that is in proportion to it as their initial rates are.</summary>
    public void ScaleTo(double rate)
    {
        for (int group = 0; group < _rates.Length; group++)
        {
            _rates[group] = group == 0 || _initialRates[0] == 0 ? rate : rate * (_initialRates[group] / _initialRates[0]);
        }
    }

    /// <summary>Gives each group what a schedule makes of the rate that it starts from.</summary>
    public void SetRates(LearningRateSchedule schedule, long time, TrainingHistory history)
    {
        for (int group = 0; group < _rates.Length; group++)
        {
            _rates[group] = schedule.Rate(_initialRates[group], time, history);
        }
    }

    private static int GroupOf(Optimizer optimizer, ParameterTensor tensor)
    {
        for (int i = 0; i < optimizer.Groups.Count; i++)
        {
            if (optimizer.Groups[i].Contains(tensor))
            {
                return i + 1;
            }
        }

        return 0;
    }
}
