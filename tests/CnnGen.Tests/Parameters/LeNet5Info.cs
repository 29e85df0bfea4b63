namespace CnnGen.Tests.Parameters;

/// <summary>The tensors of LeNet-5 as generated code would describe them.</summary>
internal static class LeNet5Info
{
    public static NetworkInfo Create() => Of(
        "LeNet5",
        ("conv1", [6, 1, 5, 5]),
        ("conv2", [16, 6, 5, 5]),
        ("fc1", [120, 400]),
        ("fc2", [84, 120]),
        ("fc3", [10, 84]));

    public static NetworkInfo Of(string name, params (string Layer, int[] Shape)[] layers)
    {
        var tensors = new List<ParameterTensor>();
        int offset = 0;
        long count = 0;
        foreach ((string layer, int[] shape) in layers)
        {
            int fanIn = shape.Skip(1).Aggregate(1, (product, size) => product * size);
            Add(new ParameterTensor($"{layer}.weight", shape, offset, fanIn, ParameterRole.Weight));
            Add(new ParameterTensor($"{layer}.bias", [shape[0]], offset, fanIn, ParameterRole.Bias));
        }

        return new NetworkInfo
        {
            Name = name,
            InputHeight = 28,
            InputWidth = 28,
            InputChannels = 1,
            OutputLength = 10,
            ParameterCount = count,
            MultiplyAdds = 0,
            ArenaBytes = 0,
            Summary = "",
            Parameters = tensors,
        };

        void Add(ParameterTensor tensor)
        {
            tensors.Add(tensor);
            count += tensor.Length;
            offset = (offset + tensor.Length + 15) & ~15;
        }
    }
}
