using CnnGen.Tool.Checking;
using CnnGen.Tool.Import;
using CnnGen.Tool.Onnx;
using CnnGen.Tool.Onnx.Proto;

namespace CnnGen.Tool.Tests.Import;

/// <summary>Imports for tests.</summary>
internal static class ImportedModel
{
    public static ImportedFiles Read(string path, ImportOptions? options = null) =>
        Of(OnnxModel.Read(path), Path.GetFileName(Path.GetDirectoryName(path))!, options);

    public static ImportedFiles Of(OnnxModel model, string name, ImportOptions? options = null)
    {
        options = (options ?? new ImportOptions()) with { Name = name };
        ImportResult result = Importer.Import(model, options);
        string problems = string.Join("; ", result.Problems.Select(problem => $"{problem.Node}: {problem.Reason}"));
        return ImportedFiles.Of(result.Network ?? throw new NotExpressibleException(problems), model, options, name + ".onnx");
    }

    public static CompiledNetwork Compile(ImportedFiles files, bool winograd = true) => CompiledNetwork.Compile(
        files.Network.Name,
        winograd ? files.Source : files.Source.Replace("[Network]", "[Network(Winograd = false)]", StringComparison.Ordinal),
        files.Weights);

    /// <summary>The network's output for an input of the model, in the model's order.</summary>
    public static float[] Run(ImportedFiles files, CompiledNetwork network, float[] input, int output = 0)
    {
        int[] places = files.Network.Input.PlacesInMemory();
        float[] pixels = new float[input.Length];
        for (int i = 0; i < input.Length; i++)
        {
            pixels[places[i]] = input[i];
        }

        int[] outputPlaces = files.Network.Outputs[output].PlacesInMemory();
        float[] result = new float[network.Info.OutputLength];
        network.Forward(pixels, result);
        return Array.ConvertAll(outputPlaces, place => result[place]);
    }

    public static OnnxTensor Tensor(string path) => new TensorReader(null).Read(TensorProto.Parser.ParseFrom(File.ReadAllBytes(path)));
}
