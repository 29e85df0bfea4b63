using System.Globalization;
using System.Text;
using CnnGen.Integration.Tests.Engines;
using CnnGen.Integration.Tests.Harness;
using Xunit;

namespace CnnGen.Integration.Tests.Golden;

/// <summary>
/// NaN, +∞ and −∞ come out of every operator where they come out of PyTorch, forward and backward, at every vector width. What PyTorch gives is in
/// SpecialValues/special-values.txt, which SpecialValues/make.py writes; it says how images and weights are made.
/// </summary>
public class SpecialValueGoldenTests
{
    /// <summary>Where ours differ on purpose, with the reason; docs/layers.md says it to users.</summary>
    private static readonly Dictionary<string, string> s_exceptions = new()
    {
        ["upsample, bilinear"] = "PyTorch multiplies a neighbour that has no share in a value by 0, which makes NaN of it",
    };

    private static readonly Case[] s_cases = Read();

    public static TheoryData<VectorBits?> Widths => new(EngineTests.Widths);

    [Theory]
    [MemberData(nameof(Widths))]
    public void NaNAndInfinities_StandWherePyTorchHasThem(VectorBits? bits)
    {
        StringBuilder source = new("using CnnGen;\n\n");
        for (int i = 0; i < s_cases.Length; i++)
        {
            Case one = s_cases[i];
            int channels = one.Shape[2];
            source.Append(CultureInfo.InvariantCulture, $"/// <summary>Case.</summary>\n[Network(Winograd = false), Input({string.Join(", ", one.Shape)})]\n");
            source.Append(
                CultureInfo.InvariantCulture,
                $"[Conv({channels}, 1, Groups = {channels}, Name = \"probe\"), {one.Layers}, MeanSquaredError]\npublic partial class Case{i:D3};\n\n");
        }

        CompiledNetwork[] compiled = NetworkCompiler.CompileAll(source.ToString(), bits);
        List<string> wrong = [];
        for (int i = 0; i < s_cases.Length; i++)
        {
            NetworkInstance network = compiled[i].Create(0);
            FillWeights(compiled[i].Info, network.Weights);
            foreach (Expected expected in s_cases[i].Images)
            {
                (string output, string gradient) = Run(compiled[i].Info, network, s_cases[i].Shape, expected);
                if (output != expected.Output || gradient != expected.Gradient)
                {
                    wrong.Add($"{s_cases[i].Name}, {expected.Places}:\n  PyTorch {expected.Output} {expected.Gradient}\n  here    {output} {gradient}");
                }
            }
        }

        IEnumerable<string> unexpected = wrong.Where(text => !s_exceptions.Keys.Any(name => text.StartsWith(name + ",", StringComparison.Ordinal)));
        Assert.True(!unexpected.Any(), $"{unexpected.Count()} of {s_cases.Sum(one => one.Images.Count)}:\n{string.Join('\n', unexpected.Take(400))}");
        Assert.All(s_exceptions.Keys, name => Assert.Contains(wrong, text => text.StartsWith(name + ",", StringComparison.Ordinal)));
    }

    private static (string Output, string Gradient) Run(NetworkInfo info, NetworkInstance network, int[] shape, Expected expected)
    {
        float[] image = [.. Enumerable.Range(0, shape[0] * shape[1] * shape[2]).Select(i => ((37 * i % 23) - 10.5f) / 8)];
        foreach (string place in expected.Places.Split(' '))
        {
            string[] parts = place.Split('=');
            image[int.Parse(parts[0], CultureInfo.InvariantCulture)] =
                parts[1] switch { "N" => float.NaN, "+" => float.PositiveInfinity, _ => float.NegativeInfinity };
        }

        float[] output = new float[info.OutputLength];
        network.Forward(image, output);
        if (expected.Gradient == "-")
        {
            return (Letters(output), "-");
        }

        float[] gradient = new float[network.Weights.TrainableLength];
        network.Gradient(image, new float[info.OutputLength], gradient);
        ParameterTensor bias = info.Parameters.Single(tensor => tensor.Name == "probe.bias");
        return (Letters(output), Letters(gradient.AsSpan(bias.Offset, bias.Length)));
    }

    private static string Letters(ReadOnlySpan<float> values)
    {
        StringBuilder text = new(values.Length);
        foreach (float value in values)
        {
            text.Append(float.IsNaN(value) ? 'N' : float.IsPositiveInfinity(value) ? '+' : float.IsNegativeInfinity(value) ? '-' : '.');
        }

        return text.ToString();
    }

    private static void FillWeights(NetworkInfo info, NetworkWeights weights)
    {
        foreach (ParameterTensor tensor in info.Parameters)
        {
            Span<float> values = weights[tensor];
            for (int i = 0; i < values.Length; i++)
            {
                float value = ((7 * i % 5) - 2.5f) / 4;
                values[i] = tensor.Name switch
                {
                    "probe.weight" => 1,
                    "probe.bias" => 0,
                    _ when tensor.Name.EndsWith(".running_var", StringComparison.Ordinal) => Math.Abs(value) + 0.5f,
                    _ => value,
                };
            }
        }

        weights.MarkChanged();
    }

    private static Case[] Read()
    {
        List<Case> cases = [];
        using StreamReader file = new(typeof(SpecialValueGoldenTests).Assembly.GetManifestResourceStream("special-values.txt")!);
        foreach (string line in file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = line.Split(" | ");
            if (parts[0].StartsWith("network ", StringComparison.Ordinal))
            {
                cases.Add(
                    new Case(
                        parts[0]["network ".Length..],
                        parts[1],
                        [.. parts[2].Split(", ").Select(size => int.Parse(size, CultureInfo.InvariantCulture))],
                        []));
            }
            else
            {
                cases[^1].Images.Add(new Expected(parts[0], parts[1], parts[2]));
            }
        }

        return [.. cases];
    }

    private sealed record Case(string Name, string Layers, int[] Shape, List<Expected> Images);

    private sealed record Expected(string Places, string Output, string Gradient);
}
