using System.Globalization;
using System.Text.Json;
using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;

namespace CnnGen.Benchmarks.Commands;

/// <summary>Collects what a command measured, prints it as it comes and writes it as JSON at the end.</summary>
internal sealed class PeerReport
{
    private readonly TextWriter _output;
    private readonly List<Entry> _entries = [];
    private readonly List<string> _remarks = [];

    /// <summary>Begins with the machine.</summary>
    public PeerReport(TextWriter output)
    {
        _output = output;
        output.WriteLine(Machine.Description);
    }

    /// <summary>Whether all contenders computed the same; figures of different computations compare nothing.</summary>
    public bool ResultsAgree => _entries.All(entry => entry.Difference is not LargestDifference difference || difference.IsRounding);

    /// <summary>Adds a line about the whole run, once.</summary>
    public void Remark(string text)
    {
        if (!_remarks.Contains(text))
        {
            _remarks.Add(text);
            _output.WriteLine(text);
        }
    }

    /// <summary>Adds a comparison.</summary>
    /// <param name="comparison">The figures.</param>
    /// <param name="difference">How far the results of the contenders are apart; null with no peer.</param>
    /// <param name="allocatedBytes">What a call of ours allocates; null if not measured.</param>
    public void Add(Comparison comparison, LargestDifference? difference, double? allocatedBytes)
    {
        _entries.Add(new Entry(comparison, difference, allocatedBytes));
        _output.WriteLine();
        ComparisonTable.Write(_output, comparison);
        if (difference is LargestDifference apart)
        {
            _output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  results differ by at most {apart.Difference:0.0e+0}, the largest is {apart.Magnitude:0.00}{(apart.IsRounding ? "" : ": NOT THE SAME COMPUTATION")}"));
        }

        if (allocatedBytes is double bytes)
        {
            _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {bytes:0.##} bytes allocated a call"));
        }
    }

    /// <summary>Writes everything as JSON.</summary>
    public void WriteJson(string path)
    {
        using FileStream stream = File.Create(path);
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("machine", Machine.Description);
        json.WriteString("measuredAt", DateTimeOffset.UtcNow);
        json.WriteStartArray("remarks");
        foreach (string remark in _remarks)
        {
            json.WriteStringValue(remark);
        }

        json.WriteEndArray();
        json.WriteStartArray("comparisons");
        foreach (Entry entry in _entries)
        {
            entry.Write(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private sealed record Entry(Comparison Comparison, LargestDifference? Difference, double? AllocatedBytes)
    {
        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            ComparisonJson.WriteMembers(json, Comparison);
            if (Difference is LargestDifference apart)
            {
                // JSON has no NaN; a difference that is none is written as text.
                WriteNumberOrText(json, "largestDifference", apart.Difference);
                WriteNumberOrText(json, "largestValue", apart.Magnitude);
            }

            if (AllocatedBytes is double bytes)
            {
                json.WriteNumber("allocatedBytesPerCall", bytes);
            }

            json.WriteEndObject();
        }

        private static void WriteNumberOrText(Utf8JsonWriter json, string name, double value)
        {
            if (double.IsFinite(value))
            {
                json.WriteNumber(name, value);
            }
            else
            {
                json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}
