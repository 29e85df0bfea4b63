using System.CommandLine;
using System.Globalization;
using CnnGen.Tool.Import;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Commands;

/// <summary>The model, and what the user says about it: the same for every command that reads ONNX.</summary>
internal sealed class ModelArguments
{
    private readonly Option<string?> _input =
        new("--input") { Description = "The input's shape in the model's order, such as 1x3x224x224, where the model leaves it open." };
    private readonly Option<string[]> _output = new("--output") { Description = "An output to give, where the model has others too." };

    private readonly Option<bool> _large = new("--large-constants") { Description = "Let the model compute constants of any size." };

    public Argument<string> Model { get; } = new("model") { Description = "The ONNX file." };

    public void AddTo(Command command)
    {
        command.Arguments.Add(Model);
        AddOptionsTo(command);
    }

    /// <summary>For a command that takes models in its own way.</summary>
    public void AddOptionsTo(Command command)
    {
        command.Options.Add(_input);
        command.Options.Add(_output);
        command.Options.Add(_large);
    }

    public ImportOptions Read(ParseResult parsed) => new()
    {
        InputShape = parsed.GetValue(_input) is { } shape ? Shape(shape) : null,
        Outputs = parsed.GetValue(_output) is { Length: > 0 } outputs ? outputs : null,
        AllowsLargeConstants = parsed.GetValue(_large),
    };

    private static int[] Shape(string text)
    {
        List<int> sizes = [];
        foreach (string part in text.Split('x', '×', ','))
        {
            sizes.Add(int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0
                ? size
                : throw new OnnxFileException($"--input {text} is no shape; write sizes with x between them, such as 1x3x224x224."));
        }

        return [.. sizes];
    }
}
