using System.CommandLine;
using CnnGen.Tool.Export;
using CnnGen.Tool.FrontHalf;
using Google.Protobuf;

namespace CnnGen.Tool.Commands;

/// <summary><c>cnngen export</c>: a network declared in C# as ONNX.</summary>
internal static class ExportCommand
{
    private const int DefaultOperatorSet = 17;

    public static Command Create()
    {
        Argument<string> file = new("network") { Description = "The file of C# with the network. Its blocks may stand in other files of the folder." };
        Option<string?> name = new("--class") { Description = "The network, where the file has several." };
        Option<string> weights = new("--weights") { Description = "Its weights, a safetensors file.", Required = true };
        Option<string> output = new("--out") { Description = "The ONNX file to write.", Required = true };
        Option<int> version = new("--opset") { Description = "The version of ONNX's operators.", DefaultValueFactory = _ => DefaultOperatorSet };
        Command command = new("export", "Writes a network that is declared in C#, with its weights, as an ONNX file.") { file, name, weights, output, version };
        command.SetAction(parsed => ToolConsole.Run(() =>
        {
            if (NetworkArguments.Declared(parsed.GetValue(file)!, parsed.GetValue(name)) is not { } network)
            {
                return ToolConsole.Failure;
            }

            return Run(network, parsed.GetValue(weights)!, parsed.GetValue(output)!, parsed.GetValue(version));
        }));
        return command;
    }

    private static int Run(DeclaredNetwork network, string weights, string output, int version)
    {
        byte[] model = NetworkExporter.Export(network, SafetensorsFile.Read(weights), version).ToByteArray();

        // A file that is half written replaces none.
        string temporary = output + ".tmp";
        File.WriteAllBytes(temporary, model);
        File.Move(temporary, output, overwrite: true);
        Console.WriteLine($"{output}: {network.Name}, operators of version {version}, {model.Length:N0} bytes");
        return ToolConsole.Success;
    }
}
