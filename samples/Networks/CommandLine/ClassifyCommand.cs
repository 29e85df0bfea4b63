using System.CommandLine;
using System.Globalization;
using CnnGen;
using CnnGen.Samples;
using Networks.Catalog;
using Networks.Classification;

namespace Networks.CommandLine;

/// <summary><c>classify NAME --weights FILE --image PICTURE</c>: what the network sees in a picture.</summary>
internal static class ClassifyCommand
{
    private const int Shown = 5;

    private static readonly Argument<string> s_name = Arguments.Network();
    private static readonly Option<FileInfo> s_weights = new("--weights") { Description = "Weights, as safetensors with PyTorch's names.", Required = true };
    private static readonly Option<FileInfo> s_image = new("--image") { Description = "A PNG picture of any size.", Required = true };
    private static readonly Option<FileInfo?> s_labels = new("--labels") { Description = "Names of the classes, one a line." };

    public static Command Build()
    {
        Command command = new("classify", "Prints the five likeliest classes of a picture.") { s_name, s_weights, s_image, s_labels };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult command)
    {
        CatalogEntry entry = NetworkCatalog.Find(command.GetRequiredValue(s_name));
        ClassNames names = ClassNames.Read(command.GetValue(s_labels)?.ToString(), entry.Info.OutputLength);
        float[] input = entry.Preprocessing.Apply(Image.Load(command.GetRequiredValue(s_image).ToString()), entry.Info);
        float[] probabilities = new float[entry.Info.OutputLength];
        using (ProgressLine progress = new())
        {
            progress.Show($"reading {entry.Info.ParameterCount:N0} weights");
            entry.Load(command.GetRequiredValue(s_weights).ToString()).Forward(input, probabilities);
        }

        foreach ((int index, float probability) in probabilities.Index().OrderByDescending(output => output.Item).Take(Shown))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{probability,8:0.00 %}  {names[index]}"));
        }

        return ExitCodes.Success;
    }
}
