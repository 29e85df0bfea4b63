using System.Globalization;
using CnnGen;
using CnnGen.Imaging;

namespace Transfer;

/// <summary>What one would send to a colleague.</summary>
internal static class Report
{
    private const int Most = 6;
    private const int Shown = 144;
    private const string LastLayer = "backbone.relu4";

    public static void Write(string path, Trainer<PictureNet> trainer, Dataset validation, ConfusionMatrix confusion)
    {
        PictureNet network = trainer.Network;
        IReadOnlyList<string> names = validation.ClassNames;
        List<Answer> answers = [.. Enumerable.Range(0, validation.Count).Select(i => Ask(network, validation, i))];
        Answer[] worst = [.. answers.OrderBy(answer => answer.OfTruth).Take(Most)];
        Answer[] examples = [.. answers.GroupBy(answer => answer.Truth).Select(group => group.First())];

        new HtmlReport("Five things, learnt from eighty pictures")
            .Figures(
                ("of pictures it has not seen", Percent(confusion.Accuracy)),
                ("epochs", trainer.Epoch.ToString(CultureInfo.InvariantCulture)),
                ("parameters", PictureNet.ParameterCount.ToString("N0", CultureInfo.InvariantCulture)),
                ("seconds of training", trainer.History.Sum(epoch => epoch.Seconds).ToString("0.0", CultureInfo.InvariantCulture)))
            .History(trainer.History)
            .Section("Which is taken for which", "Rows are what pictures show, columns what the network answers.")
            .Confusion(confusion, names)
            .Section(
                "What it looks at",
                "Where the last convolution finds what speaks for the answer (Grad-CAM, yellow the most), and which pixels change its score (saliency).")
            .Pictures(
                examples.Select(answer => (
                    ImageSheet.Of([answer.Picture, GradCam(network, answer), Saliency(network, answer)], columns: 3),
                    Caption(answer, names))),
                3 * Shown)
            .Section("Worst answers", "The pictures whose right class got the least probability, and where covering them changes it (occlusion).")
            .Pictures(worst.Select(answer => (ImageSheet.Of([answer.Picture, Occlusion(network, answer)], columns: 2), Caption(answer, names))), 2 * Shown)
            .Section("Filters of the first layer")
            .Pictures([(HeatMap.Filters(network.Weights, "backbone.conv1.weight", 14), "3×3 weights in colour, grey is none")])
            .Section("Features of the last layer", "48 maps for the first picture above; one that is all violet is dead.")
            .Pictures([(HeatMap.Features(network.Inspect(examples[0].Input, new float[PictureNet.OutputLength]), LastLayer, 8), names[examples[0].Truth])])
            .Section("Values of the layers", "Over all pictures that it has not seen.")
            .Activations(ActivationStatistics.Of(network, validation))
            .Section("Time")
            .Profile(network.Profile())
            .Section("Network")
            .Network(network.Weights.Info)
            .Save(path);
    }

    private static Answer Ask(PictureNet network, Dataset data, int index)
    {
        float[] input = new float[PictureNet.InputLength];
        float[] output = new float[PictureNet.OutputLength];
        data.CopyImage(index, input);
        network.Forward(input, output);
        int given = Array.IndexOf(output, output.Max());
        Image picture = new(PictureNet.InputHeight, PictureNet.InputWidth, 3, [.. input.Select(value => (byte)MathF.Round(255 * value))]);
        return new Answer(picture, input, data.Label(index), given, output[given], output[data.Label(index)]);
    }

    private static Image GradCam(PictureNet network, Answer answer)
    {
        float[] map = Attribution.GradCam(network, answer.Input, answer.Given, LastLayer, out int height, out int width);
        return HeatMap.Overlay(answer.Picture, map, height, width);
    }

    private static Image Saliency(PictureNet network, Answer answer) =>
        HeatMap.Of(Attribution.Saliency(network, answer.Input, answer.Given), PictureNet.InputHeight, PictureNet.InputWidth);

    private static Image Occlusion(PictureNet network, Answer answer)
    {
        float[] map = Attribution.Occlusion(network, answer.Input, answer.Given, patch: 12, stride: 4, out int height, out int width);
        return HeatMap.Overlay(answer.Picture, map, height, width);
    }

    private static string Caption(Answer answer, IReadOnlyList<string> names) =>
        answer.Truth == answer.Given
            ? $"{names[answer.Truth]}, {Percent(answer.OfGiven)}"
            : $"{names[answer.Truth]}, taken for {names[answer.Given]} ({Percent(answer.OfGiven)})";

    private static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";

    private sealed record Answer(Image Picture, float[] Input, int Truth, int Given, float OfGiven, float OfTruth);
}
