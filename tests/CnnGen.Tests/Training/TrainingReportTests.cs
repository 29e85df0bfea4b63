using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace CnnGen.Tests.Training;

/// <summary>What a training writes for people and other programs.</summary>
public sealed class TrainingReportTests : IDisposable
{
    private static readonly TensorDataset s_data = NormedRegression.Data(40);

    private readonly string _folder = Directory.CreateTempSubdirectory("cnngen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void History_AsJson_HoldsEveryNumber()
    {
        Trainer<NormedRegression> trainer = Trained(validation: true);
        string path = Path.Combine(_folder, "history.json");
        trainer.History.Save(path);

        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        JsonElement[] epochs = [.. document.RootElement.EnumerateArray()];
        Assert.Equal(3, epochs.Length);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(i + 1, epochs[i].GetProperty("epoch").GetInt32());
            Assert.Equal(trainer.History[i].Loss, epochs[i].Double("loss"));
            Assert.Equal(trainer.History[i].Validation!.Value.Loss, epochs[i].Double("validationLoss"));
            Assert.Equal(trainer.History[i].LearningRate, epochs[i].Double("learningRate"));
        }
    }

    [Fact]
    public void History_AsCsv_IsTheSameInEveryCulture_AndLeavesEmptyWhatThereIsNot()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = comma;
            TrainingHistory history = new();
            history.Add(new EpochResult(1, 0.25, 0.5, null, 0, double.PositiveInfinity, 0.1));
            history.Add(new EpochResult(2, 0.125, 0.75, new EvaluationResult(4, 3, 1.5), 2, 100, 1e-5));

            Assert.Equal(
                "epoch,loss,accuracy,validationLoss,validationAccuracy,learningRate,seconds,imagesPerSecond\n1,0.25,0.5,,,0.1,0,\n2,0.125,0.75,1.5,0.75,"
                + "1E-05,2,100\n",
                history.ToCsv());
            using JsonDocument json = JsonDocument.Parse(history.ToJson());
            Assert.Equal(JsonValueKind.Null, json.RootElement[0].GetProperty("imagesPerSecond").ValueKind);
            history.Save(Path.Combine(_folder, "history.csv"));
            Assert.Equal(history.ToCsv(), File.ReadAllText(Path.Combine(_folder, "history.csv")));
            Assert.Throws<ArgumentException>("path", () => history.Save(Path.Combine(_folder, "history.xlsx")));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void TensorBoardFiles_AreReadBack()
    {
        string run = Path.Combine(_folder, "runs", "one");
        Trainer<NormedRegression> trainer = new(new Sgd(0.05), 1) { MaxGradientNorm = 1 };
        TensorBoardWriter writer = new(run, every: 2);
        trainer.Callbacks.Add(writer);
        trainer.Fit(s_data, 3, 8, validation: s_data);
        writer.Scalar("mine/ünïcode", -2.5, 1L << 40);
        writer.Dispose();

        string[] files = [.. Directory.GetFiles(run).Order(StringComparer.Ordinal)];
        Assert.Equal(2, files.Length); // the training's, and the number's after it
        Assert.All(files, file => Assert.StartsWith("events.out.tfevents.", Path.GetFileName(file)));
        List<(string Tag, float Value, long Step)> scalars = Scalars(files[0]);
        Assert.Equal(trainer.History.Select(epoch => (float)epoch.Loss), scalars.Where(scalar => scalar.Tag == "loss/train").Select(scalar => scalar.Value));
        Assert.Equal([1L, 2, 3], scalars.Where(scalar => scalar.Tag == "loss/validation").Select(scalar => scalar.Step));
        Assert.Equal([2L, 4, 6, 8, 10, 12, 14], scalars.Where(scalar => scalar.Tag == "batch/gradient norm").Select(scalar => scalar.Step));
        Assert.Equal([("mine/ünïcode", -2.5f, 1L << 40)], Scalars(files[1]));
    }

    [Fact]
    public void Page_StandsAlone_AndStopsRefreshingWhenTrainingEnds()
    {
        string path = Path.Combine(_folder, "run.html");
        PageReader reader = new(path);
        Trainer<NormedRegression> trainer = new(new Sgd(0.05), 1);
        trainer.Callbacks.Add(new HtmlProgress(path));
        trainer.Callbacks.Add(reader);
        trainer.Fit(s_data, 3, 8, validation: s_data);

        string page = File.ReadAllText(path);
        Assert.Contains("http-equiv=\"refresh\"", reader.DuringTraining);
        Assert.DoesNotContain("http-equiv=\"refresh\"", page);
        Assert.DoesNotContain("http://", page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal));
        Assert.DoesNotContain("https://", page);
        Assert.Contains("3 epochs, done", page);
        Assert.Equal(2, page.Split("<svg").Length - 1); // loss and rate: a regression has no accuracy
        Assert.Equal(4, page.Split("<tr").Length - 1);
        Assert.DoesNotContain("NaN", page);
    }

    [Fact]
    public void Page_OfATrainingThatWasStopped_SaysWhy()
    {
        string path = Path.Combine(_folder, "run.html");
        Trainer<NormedRegression> trainer = new(new Sgd(0), 1);
        trainer.Callbacks.Add(new EarlyStopping(1, metric: TrainingMetric.Loss, minimumChange: 1));
        trainer.Callbacks.Add(new HtmlProgress(path));
        trainer.Fit(s_data, 30, 8);

        Assert.Contains("stopped: Loss has not become better than", File.ReadAllText(path));
    }

    [Fact]
    public void ConsoleLines_AreOneAnEpoch()
    {
        using StringWriter output = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Trainer<SoftmaxRegression> trainer = new(new Adam(0.05), seed: 1);
        trainer.Fit(new ToyData(60, 1), 12, 16, new ConsoleProgress(output), validation: new ToyData(30, 2));

        string[] lines = output.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(12, lines.Length);
        Assert.Matches(
            @"^epoch  1/12  loss \d\.\d{4}  accuracy 0\.\d{4}  validation loss \d\.\d{4}, accuracy \d\.\d{4}  \d+\.\d s, [\d,]+ images/s$",
            lines[0]);
    }

    [Fact]
    public void RateFinder_SuggestsARateThatLearns_AndTrainsNothing()
    {
        Trainer<NormedRegression> trainer = new(new Sgd(0.01, 0.9), 1);
        trainer.Fit(s_data, 1, 8);
        float[] before = trainer.Network.Weights.Values.ToArray();
        long step = trainer.Step;

        LearningRateCurve curve = trainer.FindLearningRate(s_data, 8);

        Assert.Equal(before, trainer.Network.Weights.Values.ToArray());
        Assert.Equal(step, trainer.Step);
        Assert.InRange(curve.Suggestion, 1e-3, 1);
        Assert.True(curve.Rates.Count < 100); // it explodes before a rate of 10
        Assert.Equal(curve.Rates.Count, curve.Losses.Count);
        XDocument picture = XDocument.Parse(curve.ToSvg());
        Assert.Equal("svg", picture.Root!.Name.LocalName);
        Assert.Single(picture.Descendants(), element => element.Name.LocalName == "polyline");

        // What comes after is what would have come without it.
        Trainer<NormedRegression> other = new(new Sgd(0.01, 0.9), 1);
        other.Fit(s_data, 2, 8);
        trainer.Fit(s_data, 2, 8);
        Assert.Equal(other.Network.Weights.Values.ToArray(), trainer.Network.Weights.Values.ToArray());
    }

    [Fact]
    public void SuggestedRate_IsInTheMiddleOfTheLongestFall()
    {
        double[] losses = [5, 5.1, 5, 5.05, 4.9, 4, 3, 2, 1, 1.2, 3, 9];
        double[] rates = [.. losses.Select((_, i) => Math.Pow(10, i - 6))];

        // 5.1, 5.05, 4.9, 4, 3, 2, 1 falls longest.
        Assert.Equal(rates[5], new LearningRateCurve(rates, losses).Suggestion);
        Assert.True(double.IsNaN(new LearningRateCurve([1, 2], [2, 1]).Suggestion));
    }

    [Theory]
    [InlineData(new double[0], false)]
    [InlineData(new[] { 3.0 }, false)]
    [InlineData(new[] { 0.0, 0.0 }, false)]
    [InlineData(new[] { 1e-7, 10.0 }, true)]
    [InlineData(new[] { 0.5, 0.5 }, true)]
    [InlineData(new[] { 0.31, 0.32 }, true)]
    [InlineData(new[] { -4.0, 1e6 }, false)]
    public void Axis_PlacesValuesWithinItself_AndHasFewTicks(double[] values, bool isLog)
    {
        ChartAxis axis = new(values, isLog, 100, 20);

        Assert.All(values, value => Assert.InRange(axis.Place(value), 20, 100));
        Assert.InRange(axis.Ticks.Count, 1, 12);
        Assert.All(axis.Ticks, tick => Assert.InRange(axis.Place(tick), 20 - 1e-9, 100 + 1e-9));
    }

    private static Trainer<NormedRegression> Trained(bool validation)
    {
        Trainer<NormedRegression> trainer = new(new Sgd(0.05), 1);
        trainer.Fit(s_data, 3, 8, validation: validation ? s_data : null);
        return trainer;
    }

    // Reads records as TensorBoard does, checksums included; fields by their numbers in event.proto and summary.proto.
    private static List<(string Tag, float Value, long Step)> Scalars(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        List<(string, float, long)> scalars = [];
        int records = 0;
        for (int at = 0; at < bytes.Length; records++)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));
            Assert.Equal(Masked(bytes.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 8)));
            byte[] record = bytes[(at + 12)..(at + 12 + length)];
            Assert.Equal(Masked(record), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 12 + length)));
            at += 16 + length;
            Dictionary<int, byte[]> fields = Fields(record);
            double time = BinaryPrimitives.ReadDoubleLittleEndian(fields[1]);
            Assert.InRange(time, 1.7e9, 1e10);
            if (records == 0)
            {
                Assert.Equal("brain.Event:2", Encoding.UTF8.GetString(fields[3]));
                continue;
            }

            Dictionary<int, byte[]> value = Fields(Fields(fields[5])[1]);
            scalars.Add(
                (Encoding.UTF8.GetString(value[1]), BinaryPrimitives.ReadSingleLittleEndian(value[2]), BinaryPrimitives.ReadInt64LittleEndian(fields[2])));
        }

        return scalars;
    }

    // Each field by its number; varints as eight bytes.
    private static Dictionary<int, byte[]> Fields(byte[] message)
    {
        Dictionary<int, byte[]> fields = [];
        for (int at = 0; at < message.Length;)
        {
            int key = message[at++];
            int length = (key & 7) switch
            {
                0 => 0,
                1 => 8,
                5 => 4,
                _ => (int)Varint(message, ref at),
            };
            byte[] content = (key & 7) == 0 ? BitConverter.GetBytes(Varint(message, ref at)) : message[at..(at + length)];
            fields.Add(key >> 3, content);
            at += (key & 7) == 0 ? 0 : length;
        }

        return fields;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            value |= (ulong)(message[at] & 0x7F) << shift;
            if (message[at++] < 0x80)
            {
                return value;
            }
        }
    }

    // Bit by bit, by the polynomial: not with what the writer uses.
    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0x82F63B78);
            }
        }

        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }

    private sealed class PageReader(string path) : TrainingCallback
    {
        public string DuringTraining { get; private set; } = "";

        public override void AfterEpoch(TrainingContext training, EpochResult result) => DuringTraining = File.ReadAllText(path);
    }
}
