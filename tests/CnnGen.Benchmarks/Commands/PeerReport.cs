using System.Globalization;
using System.Text.Json;
using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Commands;

/// <summary>Collects what a command measured and prints it as it comes; at the end all of it as one table, as JSON and as a chart.</summary>
internal sealed class PeerReport
{
    private readonly TextWriter _output;
    private readonly List<CheckedComparison> _entries = [];
    private readonly List<string> _remarks = [];

    /// <summary>Begins with the machine.</summary>
    public PeerReport(TextWriter output)
    {
        _output = output;
        output.WriteLine(Machine.Description);
    }

    /// <summary>Whether all contenders computed the same; figures of different computations compare nothing.</summary>
    public bool ResultsAgree => _entries.All(entry => entry.ResultsAgree);

    /// <summary>Says what is being done.</summary>
    public void Progress(string text) => _output.WriteLine($"… {text}");

    /// <summary>Adds a line about the whole run, once.</summary>
    public void Remark(string? text)
    {
        if (text is not null && !_remarks.Contains(text))
        {
            _remarks.Add(text);
            _output.WriteLine(text);
        }
    }

    /// <summary>What needs a peer; null, with the remark how to install it, where it is missing, or why it ended while it was opened.</summary>
    public T? OrLeftOut<T>(Func<T> open)
        where T : class
    {
        try
        {
            return open();
        }
        catch (BenchmarkException left) when (left is MissingPeerException or EndedPeerException)
        {
            Remark(left.Message);
            return null;
        }
    }

    /// <summary>Adds a comparison.</summary>
    public void Add(CheckedComparison entry)
    {
        _entries.Add(entry);
        _output.WriteLine();
        ComparisonTable.Write(_output, entry.Comparison);
        if (entry.Difference is { } apart)
        {
            _output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  results differ by at most {apart.Difference:0.0e+0}, the largest is {apart.Magnitude:0.00}"
                + $"{(apart.IsRounding ? "" : ": NOT THE SAME COMPUTATION")}"));
        }

        if (entry.AllocatedBytes is double bytes)
        {
            _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {bytes:0.##} bytes allocated a call"));
        }
    }

    /// <summary>Prints everything as one table and writes the files that were asked for.</summary>
    public void Finish(PeerOptions options)
    {
        if (_entries.Count == 0)
        {
            return;
        }

        _output.WriteLine();
        _output.Write(GridTable.Of(_entries));
        if (options.Json is string json)
        {
            JsonReport.Write(json, WriteJson);
        }

        if (options.Svg is string svg)
        {
            File.WriteAllText(svg, RatioChart.Draw([.. _entries.Select(entry => entry.Comparison)], Machine.Description).ToString());
        }
    }

    private void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartArray("remarks");
        foreach (string remark in _remarks)
        {
            json.WriteStringValue(remark);
        }

        json.WriteEndArray();
        json.WriteStartArray("comparisons");
        foreach (CheckedComparison entry in _entries)
        {
            ComparisonJson.Write(json, entry);
        }

        json.WriteEndArray();
    }
}
