using CnnGen.Runtime;

namespace CnnGen;

/// <summary>
/// Reads checkpoints, and believes nothing: names and numbers are compared before memory is taken, the checksum before anything is handed out.
/// </summary>
internal sealed class CheckpointReader
{
    private readonly CheckpointInput _input;
    private readonly NetworkInfo _info;
    private readonly int _weightsLength;
    private readonly int _trainableLength;
    private readonly Optimizer _optimizer;
    private readonly HashSet<string> _seen = [];
    private TrainingState _state;
    private long _steps;
    private readonly TrainingHistory _history = new();
    private AlignedBuffer? _weights;
    private AlignedBuffer[] _optimizerState = [];
    private AlignedBuffer? _averaged;
    private AlignedBuffer? _best;
    private int _bestEpoch;
    private DatasetIdentity? _data;
    private string[] _frozen = [];
    private string? _note;
    private int _groups = 1;

    private CheckpointReader(Stream stream, NetworkInfo info, int weightsLength, int trainableLength, Optimizer optimizer)
    {
        _input = new CheckpointInput(stream);
        _info = info;
        _weightsLength = weightsLength;
        _trainableLength = trainableLength;
        _optimizer = optimizer;
    }

    /// <summary>Reads the checkpoint of a network and an optimizer.</summary>
    /// <param name="stream">What <see cref="CheckpointWriter"/> wrote.</param>
    /// <param name="info">The network.</param>
    /// <param name="weightsLength">Length of all its values.</param>
    /// <param name="trainableLength">Length of those that have a gradient.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <exception cref="CheckpointException">It is damaged, or belongs to others.</exception>
    public static Checkpoint Read(Stream stream, NetworkInfo info, int weightsLength, int trainableLength, Optimizer optimizer) =>
        new CheckpointReader(stream, info, weightsLength, trainableLength, optimizer).Read();

    private Checkpoint Read()
    {
        int sections = Header();
        for (int i = 0; i < sections; i++)
        {
            Section();
        }

        _input.End();
        foreach (string name in (ReadOnlySpan<string>)
            [CheckpointFormat.Progress, CheckpointFormat.History, CheckpointFormat.Weights, CheckpointFormat.OptimizerState])
        {
            Need(name);
        }

        if (_history.Count != _state.Epoch)
        {
            throw Damaged($"it has results of {_history.Count} epochs, of which {_state.Epoch} are complete");
        }

        return new Checkpoint
        {
            State = _state,
            Steps = _steps,
            History = _history,
            Weights = _weights!,
            OptimizerState = _optimizerState,
            Data = _data,
            Frozen = _frozen,
            Note = _note,
            AveragedWeights = _averaged,
            BestWeights = _best,
            BestEpoch = _bestEpoch,
            BatchGroups = _groups,
        };
    }

    private int Header()
    {
        if (!_input.Bytes(CheckpointFormat.Magic.Length, "the header").SequenceEqual(CheckpointFormat.Magic))
        {
            throw new CheckpointException("This is not a checkpoint: its first bytes are others.");
        }

        int version = _input.Int32("the header");
        if (version != CheckpointFormat.Version)
        {
            throw new CheckpointException($"The checkpoint has format version {version}; this library reads version {CheckpointFormat.Version}.");
        }

        int sections = _input.Int32("the header");
        return sections is >= 0 and <= CheckpointFormat.MostSections ? sections : throw Damaged($"it would have {sections} sections");
    }

    private void Section()
    {
        string name = _input.Text("the name of a section");
        int version = _input.Int32("the header of a section");
        long length = _input.Int64("the header of a section");
        if (!_seen.Add(name))
        {
            throw Damaged($"the section {ShapeText.Name(name)} stands twice");
        }

        Action content = Content(name);
        if (version != CheckpointFormat.SectionVersion)
        {
            throw new CheckpointException(
                $"The checkpoint's section {name} has version {version}; this library reads version {CheckpointFormat.SectionVersion}.");
        }

        long begin = _input.Position;
        content();
        if (_input.Position - begin != length)
        {
            throw Damaged($"its section {name} would have {length} bytes, but its content has {_input.Position - begin}");
        }
    }

    private Action Content(string name) => name switch
    {
        CheckpointFormat.Network => Network,
        CheckpointFormat.Optimizer => Settings,
        CheckpointFormat.Data => Data,
        CheckpointFormat.Progress => State,
        CheckpointFormat.History => History,
        CheckpointFormat.Frozen => () => _frozen = Texts("the frozen tensors"),
        CheckpointFormat.Groups =>
            () => _groups = _input.Int32("the groups of a batch") is > 1 and var groups ? groups : throw Damaged("a batch has less than two groups"),
        CheckpointFormat.Note => () => _note = _input.Text("the note"),
        CheckpointFormat.Weights => () => _weights = Floats(_weightsLength, "the weights"),
        CheckpointFormat.OptimizerState => OptimizerState,
        CheckpointFormat.AveragedWeights => () => _averaged = Floats(_weightsLength, "the averaged weights"),
        CheckpointFormat.BestWeights => Best,
        _ => throw new CheckpointException(
            $"The checkpoint has a section \"{ShapeText.Name(name)}\" that this library does not know; going on without it would give other weights."),
    };

    private void Network()
    {
        string name = _input.Text("the network's name");
        long parameters = _input.Int64("the number of parameters");
        int length = _input.Int32("the length of the weights");
        string[] lines = Texts("the network's layers");
        if (name != _info.Name)
        {
            throw new CheckpointException($"The checkpoint belongs to the network {ShapeText.Name(name)}, not to {_info.Name}.");
        }

        if (NetworkIdentity.Difference(lines, NetworkIdentity.Lines(_info)) is { } difference)
        {
            throw new CheckpointException(
                $"The checkpoint belongs to another {_info.Name}: {difference}. Its weights may still be of use: see NetworkWeights.");
        }

        if (parameters != _info.ParameterCount || length != _weightsLength)
        {
            throw new CheckpointException(
                $"The checkpoint belongs to another {_info.Name}: it has {parameters} parameters in {length} values, "
                + $"the network {_info.ParameterCount} in {_weightsLength}.");
        }
    }

    private void Settings()
    {
        string kind = _input.Text("the optimizer's kind");
        if (kind != CheckpointFormat.Kind(_optimizer))
        {
            throw new CheckpointException($"The checkpoint was made with the optimizer {ShapeText.Name(kind)}, not with {CheckpointFormat.Kind(_optimizer)}.");
        }

        int tensors = _input.Int32("the optimizer's settings");
        IReadOnlyList<OptimizerSetting> settings = _optimizer.AllSettings();
        int count = _input.Int32("the optimizer's settings");
        if (count != settings.Count)
        {
            throw new CheckpointException($"The checkpoint's {kind} has {count} settings, the given one {settings.Count}; they count its parameter groups.");
        }

        foreach (OptimizerSetting setting in settings)
        {
            OptimizerSetting stored = new(_input.Text("the optimizer's settings"), _input.Double("the optimizer's settings"));
            if (stored.Name != setting.Name || (stored != setting && !setting.MayChange))
            {
                throw new CheckpointException(
                    $"The checkpoint was made with {kind} of {ShapeText.Name(stored.ToString())}; the given one has {setting}. "
                    + "Only learning rates may change.");
            }
        }

        if (tensors != _optimizer.StatePerValue)
        {
            throw new CheckpointException($"The checkpoint has {tensors} state tensors; {kind} has {_optimizer.StatePerValue}.");
        }
    }

    private void Data()
    {
        const string What = "the data's fingerprint";
        _data = new DatasetIdentity(
            _input.Int32(What), _input.Int32(What), _input.Int32(What), _input.Int32(What), (TargetKind)_input.Int32(What), (ulong)_input.Int64(What));
    }

    private void State()
    {
        const string What = "the position in training";
        _state = new TrainingState
        {
            Seed = _input.Int32(What),
            Epoch = _input.Int32(What),
            Position = _input.Int32(What),
            BatchSize = _input.Int32(What),
            Images = _input.Int32(What),
            LossSum = _input.Double(What),
            Correct = _input.Int32(What),
            Seconds = _input.Double(What),
            LearningRate = _input.Double(What),
        };
        _steps = _input.Int64(What);
        bool atBatch = _state.Position == _state.Images || (_state.BatchSize > 0 && _state.Position % _state.BatchSize == 0);
        if (_state.Epoch < 0 || _state.BatchSize < 0 || _state.Position < 0 || _state.Position > _state.Images || !atBatch
            || _state.Correct < 0 || _state.Correct > _state.Position || _steps < 0)
        {
            throw Damaged(
                $"it stands after {_state.Position} of {_state.Images} images in batches of {_state.BatchSize}, "
                + $"after {_state.Epoch} epochs and {_steps} steps");
        }
    }

    private void History()
    {
        const string What = "the history";
        int epochs = _input.Int32(What);
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            double loss = _input.Double(What);
            double accuracy = _input.Double(What);
            EvaluationResult validation = new(_input.Int32(What), _input.Int32(What), _input.Double(What));
            _history.Add(new EpochResult(
                epoch, loss, accuracy, validation.Images > 0 ? validation : null, _input.Double(What), _input.Double(What), _input.Double(What)));
        }
    }

    private void OptimizerState()
    {
        Need(CheckpointFormat.Optimizer);
        _optimizerState = new AlignedBuffer[_optimizer.StatePerValue];
        for (int i = 0; i < _optimizerState.Length; i++)
        {
            _optimizerState[i] = Floats(_trainableLength, "the optimizer's state");
        }
    }

    private void Best()
    {
        _bestEpoch = _input.Int32("the best epoch");
        _best = Floats(_weightsLength, "the best weights");
        if (_bestEpoch < 1)
        {
            throw Damaged($"its best epoch would be {_bestEpoch}");
        }
    }

    private AlignedBuffer Floats(int length, string what)
    {
        Need(CheckpointFormat.Network);
        AlignedBuffer values = new(length);
        _input.Floats(values.Span, what);
        return values;
    }

    private string[] Texts(string what)
    {
        int count = _input.Int32(what);
        List<string> texts = [];
        for (int i = 0; i < count; i++)
        {
            texts.Add(_input.Text(what));
        }

        return [.. texts];
    }

    private void Need(string section)
    {
        if (!_seen.Contains(section))
        {
            throw Damaged($"its section {section} is missing");
        }
    }

    private static CheckpointException Damaged(string how) => new($"The checkpoint is damaged: {how}.");
}
