using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Sizes, counts and tensors of a network, all known when it was compiled.</summary>
public sealed class NetworkInfo
{
    private IReadOnlyList<LayerInfo>? _layers;
    private IReadOnlyList<NetworkValue>? _inputs;
    private IReadOnlyList<NetworkValue>? _outputs;

    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>Rows of an input image. Several inputs, whose shapes may differ, count as one vector: 1 × 1 × all their values.</summary>
    public required int InputHeight { get; init; }

    /// <summary>Columns of an input image.</summary>
    public required int InputWidth { get; init; }

    /// <summary>Values a pixel of an input image.</summary>
    public required int InputChannels { get; init; }

    /// <summary>Values of an input image.</summary>
    public int InputLength => InputHeight * InputWidth * InputChannels;

    /// <summary>The inputs. Those of an image stand side by side in what <see cref="INetwork{TSelf}.Forward"/> reads.</summary>
    public IReadOnlyList<NetworkValue> Inputs
    {
        get => _inputs ??= [new NetworkValue("input", InputHeight, InputWidth, InputChannels, 0)];
        init => _inputs = value;
    }

    /// <summary>The outputs. Those of an image stand side by side in what <see cref="INetwork{TSelf}.Forward"/> gives.</summary>
    public IReadOnlyList<NetworkValue> Outputs
    {
        get => _outputs ??= [OnlyOutput()];
        init => _outputs = value;
    }

    /// <summary>The losses, where there are several, or one that is more than its kind: a label for each position, a weight, labels to ignore.</summary>
    public IReadOnlyList<LossInfo> Losses { get; init; } = [];

    /// <summary>Class indices an image that training compares with.</summary>
    public int LabelLength => Losses.Count == 0 ? 1 : Sum(loss => loss.TakesLabels ? loss.TargetLength : 0);

    /// <summary>Values an image that training compares with.</summary>
    public int TargetLength => Losses.Count == 0 ? OutputLength : Sum(loss => loss.TakesLabels ? 0 : loss.TargetLength);

    /// <summary>Values of an output; of all outputs where there are several.</summary>
    public required int OutputLength { get; init; }

    /// <summary>Trainable parameters.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>Multiply-adds of convolution and dense layers, an image.</summary>
    public required long MultiplyAdds { get; init; }

    /// <summary>Planned memory of one inference.</summary>
    public required int ArenaBytes { get; init; }

    /// <summary>The table of layers, shapes, parameters and multiply-adds.</summary>
    public required string Summary { get; init; }

    /// <summary>
    /// The layers of <see cref="Summary"/>, in their order. Read from that text when they are first asked for, so that a network carries them once.
    /// </summary>
    public IReadOnlyList<LayerInfo> Layers => _layers ??= LayerInfo.Read(Summary);

    /// <summary>The tensors, in the order of the layers.</summary>
    public required IReadOnlyList<ParameterTensor> Parameters { get; init; }

    /// <summary>The program of a step of training, once an instance exists; null where no loss is declared.</summary>
    internal TrainingProgram? Training { get; set; }

    /// <summary>The output of a name.</summary>
    /// <exception cref="ArgumentException">No output is called so.</exception>
    public NetworkValue Output(string name) => Find(Outputs, "output", name);

    /// <summary>The input of a name.</summary>
    /// <exception cref="ArgumentException">No input is called so.</exception>
    public NetworkValue Input(string name) => Find(Inputs, "input", name);

    private NetworkValue Find(IReadOnlyList<NetworkValue> values, string kind, string name)
    {
        foreach (NetworkValue value in values)
        {
            if (value.Name == name)
            {
                return value;
            }
        }

        throw new ArgumentException($"{Name} has no {kind} '{name}'; its {kind}s are {Names(values)}.", nameof(name));
    }

    // Without LINQ, which native programs would carry for this alone.
    private static string Names(IReadOnlyList<NetworkValue> values)
    {
        string[] names = new string[values.Count];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = values[i].Name;
        }

        return string.Join(", ", names);
    }

    private int Sum(Func<LossInfo, int> length)
    {
        int sum = 0;
        foreach (LossInfo loss in Losses)
        {
            sum += length(loss);
        }

        return sum;
    }

    /// <summary>The shape stands in the first line of the table: <c>LeNet5: 28×28×1 → 10 · …</c>.</summary>
    private NetworkValue OnlyOutput()
    {
        string line = Summary.Split('\n')[0];
        int arrow = line.LastIndexOf('→');
        string[] sizes = arrow < 0 ? [] : line[(arrow + 1)..].Split('·')[0].Trim().Split('×');
        return sizes.Length == 3 && int.TryParse(sizes[0], out int height) && int.TryParse(sizes[1], out int width)
            ? new NetworkValue("output", height, width, OutputLength / (height * width), 0)
            : new NetworkValue("output", 1, 1, OutputLength, 0);
    }
}
