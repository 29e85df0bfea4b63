using System.Globalization;
using CnnGen;
using Digits;

const string WeightFile = "digits.safetensors";
const string Usage = """
    usage: train [--epochs N] [--seed N]   learn the digits, measure, write digits.safetensors
           predict N                       read the held-out digit N
           summary                         the table of layers
    """;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
try
{
    return args switch
    {
        [] or ["train"] => Train(epochs: 20, seed: 1),
        ["train", .. string[] options] when Option(options, "--epochs", 20) is { } epochs && Option(options, "--seed", 1) is { } seed => Train(epochs, seed),
        ["predict", string number] when int.TryParse(number, out int index) => Predict(index),
        ["summary"] => Print(DigitNet.Summary, 0),
        _ => Print(Usage, 2),
    };
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

static int Train(int epochs, int seed)
{
    (TensorDataset train, TensorDataset heldOut) = DigitFile.Read();
    Console.WriteLine(DigitNet.Summary);

    Trainer<DigitNet> trainer = new(new Adam(learningRate: 3e-3), seed) { Schedule = new CosineDecay(epochs) };
    trainer.Fit(train, epochs, batchSize: 32, new EpochPrinter(), heldOut);
    trainer.Network.Save(WeightFile);

    EvaluationResult result = trainer.Evaluate(heldOut);
    Console.WriteLine($"{result.Correct} of {result.Images} held-out digits are right: {result.Accuracy:P1}. Weights: {Path.GetFullPath(WeightFile)}");
    return 0;
}

static int Predict(int index)
{
    (_, TensorDataset heldOut) = DigitFile.Read();
    if (index < 0 || index >= heldOut.Count)
    {
        return Print($"There are held-out digits 0 to {heldOut.Count - 1}; {index} is none of them.", 2);
    }

    DigitNet network = DigitNet.Load(FindWeights());
    float[] pixels = new float[DigitNet.InputLength];
    float[] probabilities = new float[DigitNet.OutputLength];
    heldOut.CopyImage(index, pixels);
    network.Forward(pixels, probabilities);

    foreach (float[] row in pixels.Chunk(DigitNet.InputWidth))
    {
        Console.WriteLine(string.Concat(row.Select(pixel => new string(" .:-=+*#%@"[(int)(pixel * 9)], 2))));
    }

    int answer = probabilities.IndexOf(probabilities.Max());
    return Print($"It is a {answer} ({probabilities[answer]:P1}); its writer meant {heldOut.Label(index)}.", 0);
}

// Where training wrote it, or beside a published program.
static string FindWeights()
{
    string published = Path.Combine(AppContext.BaseDirectory, WeightFile);
    return File.Exists(WeightFile) || !File.Exists(published) ? WeightFile : published;
}

// The number behind an option, or null if it is none.
static int? Option(string[] options, string name, int otherwise) => options.IndexOf(name) switch
{
    < 0 when options.Length % 2 == 0 => otherwise,
    >= 0 and int at when at + 1 < options.Length && int.TryParse(options[at + 1], out int value) && value >= 0 => value,
    _ => null,
};

static int Print(string text, int exitCode)
{
    (exitCode == 0 ? Console.Out : Console.Error).WriteLine(text);
    return exitCode;
}
