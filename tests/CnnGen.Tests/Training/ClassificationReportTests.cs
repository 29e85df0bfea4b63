using System.Text.Json;
using Xunit;

namespace CnnGen.Tests.Training;

/// <summary>Metrics against scikit-learn's.</summary>
public sealed class ClassificationReportTests
{
    [Fact]
    public void Metrics_AreScikitLearns()
    {
        int tops = 0;
        foreach (JsonElement expected in ExpectedValues.Read("metrics.json").EnumerateArray())
        {
            ClassificationReport report = Report(expected);
            ConfusionMatrix confusion = report.Confusion;
            Assert.Equal(expected.Double("accuracy"), report.Accuracy, 1e-12);
            Assert.Equal(expected.Double("balanced"), confusion.Mean(confusion.Recall), 1e-12);
            AssertEach(expected.Doubles("precision"), confusion.Precision);
            AssertEach(expected.Doubles("recall"), confusion.Recall);
            AssertEach(expected.Doubles("f1"), confusion.F1);
            AssertEach(expected.Doubles("f1"), confusion.Dice);
            AssertEach(expected.Doubles("iou"), confusion.IntersectionOverUnion);
            AssertEach(expected.Doubles("auc"), report.RocAuc);
            Assert.Equal(expected.Double("macroF1"), confusion.Mean(confusion.F1), 1e-12);
            Assert.Equal(expected.Double("weightedF1"), report.WeightedF1(), 1e-12);
            Assert.Equal(expected.Double("macroAuc"), confusion.Mean(report.RocAuc), 1e-12);
            Assert.Equal(report.Accuracy, report.TopK(1), 1e-12);
            Assert.Equal(1, report.TopK(confusion.Classes), 1e-12);
            if (expected.GetProperty("top2").ValueKind == JsonValueKind.Number)
            {
                Assert.Equal(expected.Double("top2"), report.TopK(2), 1e-12);
                tops++;
            }
        }

        Assert.Equal(1, tops);
    }

    [Fact]
    public void OverlapsOfPixels_ByHand()
    {
        ConfusionMatrix confusion = new(3);
        confusion.Add([0, 0, 1, 1, 1, 0], [0, 1, 1, 1, 0, 0]);

        Assert.Equal(2d / 4, confusion.IntersectionOverUnion(0));
        Assert.Equal(2d / 4, confusion.IntersectionOverUnion(1));
        Assert.Equal(4d / 6, confusion.Dice(1), 1e-12);
        Assert.True(double.IsNaN(confusion.Dice(2)));
        Assert.Equal(0.5, confusion.Mean(confusion.IntersectionOverUnion));
        Assert.Throws<ArgumentException>("predicted", () => confusion.Add([1, 2], [1]));
    }

    [Fact]
    public void Report_OfANetwork_AgreesWithItsEvaluation()
    {
        SoftmaxRegression network = SoftmaxRegression.Create(2);
        ToyData data = new(40, 1);

        ClassificationReport report = Evaluation.Report(network, data, batchSize: 7);

        Assert.Equal(40, report.Images);
        Assert.Equal(Evaluation.Run(network, data).Accuracy, report.Accuracy);
        string[] lines = report.ToString(["cat", "dog", "long-eared bat"]).Split('\n');
        Assert.Equal(6, lines.Length);
        Assert.StartsWith("long-eared bat      13", lines[3]);
        Assert.Equal(lines[0].Length, lines[3].Length);
    }

    [Fact]
    public void ClassThatDoesNotOccur_HasNoAreaUnderItsCurve()
    {
        ClassificationReport report = new(3);
        report.Add([0.9f, 0.1f, 0], 0);
        report.Add([0.4f, 0.6f, 0], 1);

        Assert.True(double.IsNaN(report.RocAuc(2)));
        Assert.Equal(1, report.RocAuc(0));
        Assert.Contains("–", report.ToString());
        Assert.Throws<ArgumentException>("outputs", () => report.Add([1], 0));
    }

    private static ClassificationReport Report(JsonElement expected)
    {
        int[] labels = expected.Integers("labels");
        JsonElement outputs = expected.GetProperty("outputs");
        ClassificationReport report = new(outputs[0].GetArrayLength());
        for (int i = 0; i < labels.Length; i++)
        {
            report.Add(outputs[i].Floats(), labels[i]);
        }

        return report;
    }

    // Where scikit-learn is told to give 0, this library gives no number.
    private static void AssertEach(double[] expected, Func<int, double> metric) =>
        Assert.All(Enumerable.Range(0, expected.Length), label => Assert.Equal(expected[label], double.IsNaN(metric(label)) ? 0 : metric(label), 1e-12));
}
