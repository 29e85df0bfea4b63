using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using CnnGen.Integration.Tests.Engines;
using CnnGen.Integration.Tests.Harness;
using CnnGen.Testing;
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

    private const string Introduction =
        """
        # NaN and infinity, operator by operator

        Images that hold NaN, +∞ and −∞, alone, side by side and everywhere, go through each operator here and in PyTorch. A row says in how many of the images
        the three stand at the same places in all outputs, and behind the stroke in how many they do in the gradient of a bias before the operator as well;
        Winograd's algorithm is off. The test that compares them writes this page (`SpecialValueGoldenTests`). What the rule is, and what it costs, is in
        [layers](layers.md). The last three columns are one of the images, value by value: N is NaN, + and - are the infinities, a dot is any other number.


        """;

    private static readonly Case[] s_cases = Read();

    public static TheoryData<VectorBits?> Widths => new(EngineTests.Widths);

    /// <summary>What each width gave: the tests of single widths and the page share the compiled networks.</summary>
    private static readonly ConcurrentDictionary<VectorBits, Lazy<IReadOnlyList<Outcome>>> s_outcomes = new();

    [Theory]
    [MemberData(nameof(Widths))]
    public void NaNAndInfinities_StandWherePyTorchHasThem(VectorBits? bits)
    {
        Outcome[] wrong = [.. Outcomes(bits).Where(one => !one.IsRight)];

        Outcome[] unexpected = [.. wrong.Where(one => !s_exceptions.ContainsKey(one.Case.Name))];
        Assert.True(unexpected.Length == 0, $"{unexpected.Length} of {s_cases.Sum(one => one.Images.Count)}:\n{string.Join('\n', unexpected.Take(400))}");
        Assert.All(s_exceptions.Keys, name => Assert.Contains(wrong, one => one.Case.Name == name));
    }

    [AllWidthsFact]
    public void ThePage_ShowsTodaysResults()
    {
        IReadOnlyList<Outcome>[] widths = [.. CodeWidths.All.Select(bits => Outcomes(bits))];

        StringBuilder page = new();
        page.Append(Introduction);
        page.Append("| operator | layers | images | ").AppendJoin(" | ", CodeWidths.All.Select(Title)).Append(" | an image has | PyTorch gives | here, all widths |\n");
        page.Append("|---|---|---:|").AppendJoin("", CodeWidths.All.Select(_ => "---:|")).Append("---|---|---|\n");
        foreach (Case one in s_cases)
        {
            Outcome[][] outcomes = [.. widths.Select(all => all.Where(outcome => outcome.Case == one).ToArray())];
            int shown = Array.FindIndex(outcomes[0], outcome => outcome.Expected.Places.Contains(' ', StringComparison.Ordinal));
            Outcome example = outcomes[0][Math.Max(0, shown)];
            string[] here = [.. outcomes.Select(all => all[Math.Max(0, shown)].Output).Distinct()];
            page.Append(CultureInfo.InvariantCulture, $"| {one.Name} | `{one.Layers}` | {one.Images.Count} | ");
            page.AppendJoin(" | ", outcomes.Select(Equal));
            page.Append(CultureInfo.InvariantCulture, $" | {example.Expected.Places} | `{Short(example.Expected.Output)}` | ");
            page.AppendJoin(", ", here.Select(letters => $"`{Short(letters)}`")).Append(" |\n");
        }

        page.Append("\nWhere fewer are equal:\n\n");
        foreach ((string name, string reason) in s_exceptions)
        {
            page.Append(CultureInfo.InvariantCulture, $"- {name}: {reason}.\n");
        }

        Snapshot.MatchFile(page.ToString(), Path.Combine(Repository.Root, "docs", "special-values.md"));
    }

    /// <summary>In how many images the outputs are right, and in how many the gradient.</summary>
    private static string Equal(Outcome[] outcomes) =>
        $"{outcomes.Count(one => one.Output == one.Expected.Output)} / {outcomes.Count(one => one.Gradient == one.Expected.Gradient)}";

    private static string Title(VectorBits bits) => bits == VectorBits.Scalar ? "scalar" : $"{(int)bits} bits";

    /// <summary>The first values that say something: a table has no room for 90.</summary>
    private static string Short(string letters)
    {
        const int Shown = 24;
        int from = Math.Clamp(letters.AsSpan().IndexOfAnyExcept('.') - 4, 0, Math.Max(0, letters.Length - Shown));
        string part = letters.Substring(from, Math.Min(Shown, letters.Length - from));
        return (from > 0 ? "…" : "") + part + (from + part.Length < letters.Length ? "…" : "");
    }

    private static IReadOnlyList<Outcome> Outcomes(VectorBits? bits) =>
        bits is VectorBits width ? s_outcomes.GetOrAdd(width, one => new Lazy<IReadOnlyList<Outcome>>(() => RunAll(one))).Value : RunAll(null);

    private static List<Outcome> RunAll(VectorBits? bits)
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
        List<Outcome> outcomes = [];
        for (int i = 0; i < s_cases.Length; i++)
        {
            NetworkInstance network = compiled[i].Create(0);
            FillWeights(compiled[i].Info, network.Weights);
            foreach (Expected expected in s_cases[i].Images)
            {
                (string output, string gradient) = Run(compiled[i].Info, network, s_cases[i].Shape, expected);
                outcomes.Add(new Outcome(s_cases[i], expected, output, gradient));
            }
        }

        return outcomes;
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

    /// <summary>What one image gave here.</summary>
    private sealed record Outcome(Case Case, Expected Expected, string Output, string Gradient)
    {
        public bool IsRight => Output == Expected.Output && Gradient == Expected.Gradient;

        public override string ToString() => $"{Case.Name}, {Expected.Places}:\n  PyTorch {Expected.Output} {Expected.Gradient}\n  here    {Output} {Gradient}";
    }
}
