using Xunit;

namespace CnnGen.Tests.Parameters;

public sealed class PartialLoadingTests
{
    private static readonly NetworkInfo s_network = LeNet5Info.Of("Target", ("features.conv1", [2, 1, 3, 3]), ("fc1", [3, 8]));

    [Fact]
    public void WhatTheNetworkHas_IsTaken_AndTheRestReported()
    {
        NetworkWeights weights = NetworkWeights.Create(s_network, 1, Initializer.KaimingNormal);
        float[] head = [.. weights[s_network.Parameters[2]]];
        long version = weights.Version;

        WeightReport report = weights.LoadPart(File(("features.conv1.weight", [2, 1, 3, 3], 1f), ("features.conv1.bias", [2], 2f), ("other", [1], 3f), ("bn.num_batches_tracked", [1], 4f)));

        Assert.Equal(["features.conv1.weight", "features.conv1.bias"], report.Taken);
        Assert.Equal(["fc1.weight", "fc1.bias"], report.Missing);
        Assert.Equal(["other"], report.LeftOver);
        Assert.Equal("2 taken; 2 missing: fc1.weight, fc1.bias; 1 left over: other", report.ToString());
        Assert.All(weights[s_network.Parameters[0]].ToArray(), value => Assert.Equal(1f, value));
        Assert.Equal(head, weights[s_network.Parameters[2]].ToArray());
        Assert.NotEqual(version, weights.Version);
    }

    [Fact]
    public void Prefixes_GoInPlaceOfEachOther()
    {
        NetworkWeights weights = NetworkWeights.Create(s_network, 1, Initializer.KaimingNormal);

        WeightReport report = weights.LoadPart(
            File(("module.backbone.conv1.weight", [2, 1, 3, 3], 1f), ("module.backbone.conv1.bias", [2], 2f), ("fc1.bias", [3], 5f)),
            new WeightSelection { Prefix = "features.", FilePrefix = "module.backbone." });

        Assert.Equal(2, report.Taken.Count);
        Assert.Empty(report.Missing);
        Assert.Equal(["fc1.bias"], report.LeftOver);
        Assert.All(weights[s_network.Parameters[1]].ToArray(), value => Assert.Equal(2f, value));
    }

    [Fact]
    public void AnotherShape_IsAnErrorThatChangesNothing_UnlessItMayBeSkipped()
    {
        NetworkWeights weights = NetworkWeights.Create(s_network, 1, Initializer.KaimingNormal);
        float[] before = [.. weights.Values];
        (string, int[], float)[] tensors = [("features.conv1.bias", [2], 2f), ("fc1.weight", [5, 8], 1f)];

        WeightFileException refused = Assert.Throws<WeightFileException>(() => weights.LoadPart(File(tensors)));

        Assert.Contains("fc1.weight [3, 8], in the file [5, 8]", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, weights.Values.ToArray());
        WeightReport report = weights.LoadPart(File(tensors), new WeightSelection { SkipsOtherShapes = true });
        Assert.Equal(["features.conv1.bias"], report.Taken);
        Assert.Equal(["fc1.weight [3, 8], in the file [5, 8]"], report.OtherShapes);
    }

    [Fact]
    public void AFileOfSomethingElse_IsAnError()
    {
        NetworkWeights weights = NetworkWeights.Create(s_network, 1, Initializer.KaimingNormal);

        WeightFileException refused = Assert.Throws<WeightFileException>(() => weights.LoadPart(File(("unknown", [1], 1f))));

        Assert.Contains("no tensor is one of Target", refused.Message, StringComparison.Ordinal);
    }

    private static MemoryStream File(params (string Name, int[] Shape, float Value)[] tensors)
    {
        MemoryStream stream = new();
        new SafetensorsFile([.. tensors.Select(tensor =>
        {
            float[] values = new float[tensor.Shape.Aggregate(1, (product, size) => product * size)];
            Array.Fill(values, tensor.Value);
            return new SafetensorsTensor(tensor.Name, tensor.Shape, values);
        })]).Save(stream);
        stream.Position = 0;
        return stream;
    }
}
