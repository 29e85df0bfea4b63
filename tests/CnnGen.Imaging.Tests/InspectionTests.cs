using System.Xml.Linq;
using Xunit;

namespace CnnGen.Imaging.Tests;

public sealed class InspectionTests
{
    [Fact]
    public void HeatMap_GoesFromViolet_ToYellow()
    {
        Image map = HeatMap.Of([-3, 5], 1, 2);

        Assert.Equal([68, 1, 84, 253, 231, 37], map.Pixels);
        Assert.Equal([68, 1, 84, 68, 1, 84], HeatMap.Of([7, 7], 1, 2).Pixels);
    }

    [Fact]
    public void Overlay_HasThePicturesSize_AndColoursItWhereTheMapIsLarge()
    {
        Image white = new(20, 30, 3);
        white.Pixels.AsSpan().Fill(255);

        Image overlay = HeatMap.Overlay(white, [0, 0, 0, 9], 2, 2, opacity: 1);

        Assert.Equal((20, 30), (overlay.Height, overlay.Width));
        Assert.Equal([253, 231, 37], overlay.Pixels[^3..]);
        Assert.True(overlay.Pixels[0] > 190);
    }

    [Fact]
    public void Features_AreMapsSideBySide()
    {
        Image sheet = HeatMap.Features([0, 9, 1, 8, 2, 7, 3, 6], 2, 2, 2, scale: 3);

        // Two maps of 6×6, gaps of 4 around; the first begins with its least value, the second with its largest.
        Assert.Equal((14, 24), (sheet.Height, sheet.Width));
        Assert.Equal([68, 1, 84], Pixel(sheet, 4, 4));
        Assert.Equal([253, 231, 37], Pixel(sheet, 4, 14));
        Assert.Equal([255, 255, 255], Pixel(sheet, 4, 11));
    }

    [Fact]
    public void Filters_OfColours_AreColoured_AndOthersBlueOrRed()
    {
        ColorNet network = ColorNet.Create(1);
        ParameterTensor first = network.Weights.Info.Parameters.Single(tensor => tensor.Name == "conv1.weight");
        network.Weights[first].Clear();
        network.Weights[first][0] = 2;  // red of the first filter's first place
        network.Weights[first][9] = -2; // its green

        Image sheet = HeatMap.Filters(network.Weights, "conv1.weight", scale: 1);

        Assert.Equal([255, 0, 128], Pixel(sheet, 4, 4));
        Assert.Contains(
            "has no tensor \"conv9.weight\"; it has conv1.weight",
            Assert.Throws<ArgumentException>(() => HeatMap.Filters(network.Weights, "conv9.weight")).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "filters have four axes",
            Assert.Throws<ArgumentException>(() => HeatMap.Filters(network.Weights, "fc1.weight")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ClassActivation_IsTheLogitOfEachPosition()
    {
        float[] map = Attribution.ClassActivation([1, 2, 3, 4], [9, 9, 10, -1], label: 1, channels: 2);

        Assert.Equal([8, 26], map);
        Assert.Throws<ArgumentException>(() => Attribution.ClassActivation([1, 2, 3, 4], [9, 9, 10, -1], label: 2, channels: 2));
    }

    /// <summary>Before global average pooling and a dense layer, the mean gradient of a channel is its weight over the number of positions.</summary>
    [Fact]
    public void GradCam_BeforeAPooledDenseLayer_IsTheClassActivation_OverTheNumberOfPositions()
    {
        ProbeNet network = ProbeNet.Create(5);
        float[] input = Noise(360);

        float[] map = Attribution.GradCam(network, input, 2, "relu1", out int height, out int width);

        Assert.Equal((10, 8), (height, width));
        float[] features = network.Inspect(input, [0, 0, 0]).Value("relu1").ToArray();
        ParameterTensor weights = network.Weights.Info.Parameters.Single(tensor => tensor.Name == "fc1.weight");
        float[] expected = Attribution.ClassActivation(features, network.Weights[weights], 2, channels: 6);
        Assert.Contains(expected, value => value > 0);
        Assert.All(expected.Zip(map), pair => Assert.Equal(Math.Max(0, pair.First) / 80, pair.Second, 1e-6));
        Assert.Throws<ArgumentException>(() => Attribution.GradCam(network, input, 2, "relu7", out _, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => Attribution.GradCam(network, input, 3, "relu1", out _, out _));
    }

    [Fact]
    public void Saliency_IsTheLargestChangeOfTheScore_OfAnyChannel()
    {
        ProbeNet network = ProbeNet.Create(5);
        float[] input = Noise(360);

        float[] map = Attribution.Saliency(network, input, 1);

        Assert.Equal(120, map.Length);
        foreach (int pixel in (int[])[0, 37, 64, 119])
        {
            double expected = Enumerable.Range(3 * pixel, 3).Max(i => Math.Abs(Score(i, 0.01f) - Score(i, -0.01f)) / 0.02);
            Assert.Equal(expected, map[pixel], 0.03 * map.Max());
        }

        double Score(int changed, float step)
        {
            float[] moved = [.. input];
            moved[changed] += step;
            float[] logits = new float[3];
            network.Logits(moved, logits);
            return logits[1];
        }
    }

    [Fact]
    public void Statistics_NameDeadChannels_AndScalesThatExplode()
    {
        ProbeNet network = ProbeNet.Create(5);
        TensorDataset data = new(Noise(360 * 7), new int[7], 12, 10, 3);
        network.Weights[network.Weights.Info.Parameters.Single(tensor => tensor.Name == "conv2.bias")].Fill(1);
        network.Weights.MarkChanged();
        Assert.Empty(ActivationStatistics.Of(network, data).Warnings());
        network.Weights[network.Weights.Info.Parameters.Single(tensor => tensor.Name == "conv2.bias")][3] = -100;
        network.Weights[network.Weights.Info.Parameters.Single(tensor => tensor.Name == "fc1.bias")].Fill(1e6f);
        network.Weights.MarkChanged();

        ActivationStatistics statistics = ActivationStatistics.Of(network, data, images: 5);

        Assert.Equal(5, statistics.Images);
        Assert.Equal(["input", "conv1", "silu1", "conv2", "relu1", "gap1", "fc1", "softmax1"], statistics.Layers.Select(layer => layer.Layer.Name));
        Assert.Equal(1, statistics.Layers.Single(layer => layer.Layer.Name == "relu1").DeadChannels);
        Assert.Contains("relu1: 1 of 6 channels are 0 in all 5 images (dead).", statistics.Warnings());
        Assert.Contains(statistics.Warnings(), warning => warning.StartsWith("fc1: values of about 1e+06", StringComparison.Ordinal));
        Assert.InRange(statistics.Layers[0].Mean, 0.4, 0.6);
        Assert.Contains("relu1", statistics.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 of 6", new HtmlReport("x").Activations(statistics).Profile(network.Profile(3)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Headings_StandWhereTheNumbersBelowThemDo()
    {
        string page = new HtmlReport("x").Table(["layer", "mean", "dead"], [["conv1", "1e+06", "1 of 6"], ["fc1", "−0.5", "2"]]).ToString();

        Assert.Contains("<tr><th>layer</th><th class=\"number\">mean</th><th>dead</th></tr>", page, StringComparison.Ordinal);
        Assert.Contains("<tr><td>conv1</td><td class=\"number\">1e+06</td><td>1 of 6</td></tr>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_OfALayerByName_AreItsMaps()
    {
        ProbeNet network = ProbeNet.Create(5);
        Inspection inspection = network.Inspect(Noise(360), [1, 0, 0]);

        Image sheet = HeatMap.Features(inspection, "conv2", scale: 2);

        Assert.Equal(HeatMap.Features(inspection.Value("conv2"), 10, 8, 6, 2).Pixels, sheet.Pixels);
    }

    [Fact]
    public void Occlusion_FindsThePlaceThatTheAnswerRestsOn()
    {
        using PictureFolder folder = new();
        ImageFileDataset data = ImageFileDataset.FromFolder(folder.Root, new ImagePreprocessing(12, 12));
        Trainer<ColorNet> trainer = new(new Adam(0.01f), seed: 2);
        trainer.Fit(data, 20, 10);
        float[] input = new float[432];
        input.AsSpan().Fill(0.4f);
        for (int y = 7; y < 11; y++)
        {
            for (int x = 7; x < 11; x++)
            {
                input[(((y * 12) + x) * 3) + 2] = 1; // blue, class 0
            }
        }

        float[] map = Attribution.Occlusion(trainer.Network, input, 0, patch: 4, stride: 1, out int height, out int width);

        Assert.Equal((9, 9), (height, width));
        int most = Array.IndexOf(map, map.Max());
        Assert.InRange(most / width, 4, 8);
        Assert.InRange(most % width, 4, 8);
    }

    [Fact]
    public void Report_IsOnePage_WithoutLinks_AndSafeNames()
    {
        using PictureFolder folder = new();
        ImageFileDataset data = ImageFileDataset.FromFolder(folder.Root, new ImagePreprocessing(12, 12));
        Trainer<ColorNet> trainer = new(new Adam(0.01f), seed: 2);
        trainer.Fit(data, 3, 10, validation: data);
        ConfusionMatrix confusion = new(3);
        trainer.Evaluate(data, confusion: confusion);

        string page = new HtmlReport("A <title> & more")
            .Figures(("accuracy", "98 %"))
            .History(trainer.History)
            .Section("Classes", "1 < 2")
            .Confusion(confusion, ["<script>", "b", "c"])
            .Network(trainer.Network.Weights.Info)
            .Pictures([(new Image(2, 2, 1), "a \"picture\"")], width: 50)
            .ToString();

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href", page, StringComparison.Ordinal);
        foreach (string svg in page.Split("<svg")[1..])
        {
            XElement chart = XElement.Parse("<svg" + svg[..(svg.IndexOf("</svg>", StringComparison.Ordinal) + 6)]);
            Assert.Equal(2, chart.Descendants().Count(element => element.Name.LocalName == "polyline"));
        }

        Assert.Contains("conv1", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("<svg").Length - 1);
    }

    [Fact]
    public void Sheet_OfNothing_IsRefused() => Assert.Throws<ArgumentException>(() => ImageSheet.Of([]));

    private static float[] Noise(int length)
    {
        Random random = new(3);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())];
    }

    private static byte[] Pixel(Image image, int y, int x) => image.Pixels.AsSpan(((y * image.Width) + x) * 3, 3).ToArray();
}
