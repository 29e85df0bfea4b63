using System.Globalization;
using System.Net;
using System.Text;

namespace CnnGen.Imaging;

/// <summary>A page about a training, in one file that can be sent: sections of text, tables, curves and pictures, one under the other.</summary>
/// <param name="title">What it is about.</param>
public sealed class HtmlReport(string title)
{
    private readonly StringBuilder _body = new();

    /// <summary>Begins a section.</summary>
    /// <param name="heading">What it is called.</param>
    /// <param name="text">What is to be known about it; may be empty.</param>
    public HtmlReport Section(string heading, string text = "")
    {
        Append($"<h2>{Escape(heading)}</h2>\n");
        if (text.Length > 0)
        {
            Append($"<p>{Escape(text)}</p>\n");
        }

        return this;
    }

    /// <summary>A few numbers in large type.</summary>
    /// <param name="figures">What each is, and its value.</param>
    public HtmlReport Figures(params ReadOnlySpan<(string Name, string Value)> figures)
    {
        Append($"<div class=\"figures\">\n");
        foreach ((string name, string value) in figures)
        {
            Append($"<div><b>{Escape(value)}</b><span>{Escape(name)}</span></div>\n");
        }

        Append($"</div>\n");
        return this;
    }

    /// <summary>A table; columns of numbers are set to the right.</summary>
    /// <param name="columns">Their headings.</param>
    /// <param name="rows">As many values as there are columns in each.</param>
    public HtmlReport Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] all = [.. rows];
        if (Array.FindIndex(all, row => row.Count != columns.Count) is >= 0 and int wrong)
        {
            throw new ArgumentException($"Row {wrong + 1} has {all[wrong].Count} cells for {columns.Count} columns.", nameof(rows));
        }

        bool[] areNumbers = [.. columns.Select((_, place) => AreNumbers([.. all.Select(row => row[place]).Where(value => value.Length > 0)]))];
        Append($"<table><thead><tr>{Cells("th", columns)}</tr></thead><tbody>\n");
        foreach (IReadOnlyList<string> row in all)
        {
            Append($"<tr>{Cells("td", row)}</tr>\n");
        }

        Append($"</tbody></table>\n");
        return this;

        // A column stands at the right as a whole, with its heading: one number among words would be far from them.
        string Cells(string tag, IReadOnlyList<string> values) =>
            string.Concat(values.Select((value, place) => $"<{tag}{Class(areNumbers[place])}>{Escape(value)}</{tag}>"));
    }

    /// <summary>Loss and accuracy by epoch, of training and validation, as two charts.</summary>
    /// <param name="history">The epochs.</param>
    public HtmlReport History(IReadOnlyList<EpochResult> history)
    {
        bool validated = history.Any(epoch => epoch.Validation is not null);
        bool classifies = history.Any(epoch => epoch.Accuracy > 0);
        Append($"<div class=\"charts\">\n");
        _body.Append(LineChart.Svg(
            "Loss", [new("training", [.. history.Select(epoch => epoch.Loss)]), .. Validation(result => result.Loss)], null));
        if (classifies)
        {
            _body.Append(LineChart.Svg(
                "Accuracy, %", [new("training", [.. history.Select(epoch => 100 * epoch.Accuracy)]), .. Validation(result => 100 * result.Accuracy)], 100));
        }

        Append($"</div>\n");
        return this;

        IEnumerable<LineChart.Series> Validation(Func<EvaluationResult, double> value) =>
            validated ? [new("validation", [.. history.Select(epoch => epoch.Validation is { } result ? value(result) : double.NaN)])] : [];
    }

    /// <summary>Where the time of the network goes, as a picture.</summary>
    /// <param name="profile">What <see cref="IInspectableNetwork{TSelf}.Profile"/> gave.</param>
    public HtmlReport Profile(NetworkProfile profile)
    {
        Append($"<div class=\"wide\">\n");
        _body.Append(profile.ToSvg());
        Append($"</div>\n");
        return this;
    }

    /// <summary>How large the values of each layer are, and what is worth a word about them.</summary>
    /// <param name="statistics">What <see cref="ActivationStatistics.Of"/> gave.</param>
    public HtmlReport Activations(ActivationStatistics statistics)
    {
        Table(
            ["layer", "mean", "deviation", "largest", "zeros", "dead channels", "gradient"],
            statistics.Layers.Select(layer => (IReadOnlyList<string>)
            [
                layer.Layer.Name, Short(layer.Mean), Short(layer.Deviation), Short(layer.Largest), Percent(layer.Zeros),
                $"{layer.DeadChannels} of {layer.Layer.Channels}", Short(layer.GradientRootMeanSquare),
            ]));
        foreach (string warning in statistics.Warnings())
        {
            Append($"<p>{Escape(warning)}</p>\n");
        }

        return this;

        static string Short(double value) => value.ToString("g3", CultureInfo.InvariantCulture);
    }

    /// <summary>How often each class was taken for each, with recall and precision.</summary>
    /// <param name="confusion">The counts.</param>
    /// <param name="classNames">One name a class.</param>
    public HtmlReport Confusion(ConfusionMatrix confusion, IReadOnlyList<string> classNames)
    {
        if (classNames.Count != confusion.Classes)
        {
            throw new ArgumentException($"{classNames.Count} names for {confusion.Classes} classes.", nameof(classNames));
        }

        string names = string.Concat(classNames.Select(name => $"<th>{Escape(name)}</th>"));
        Append($"<table class=\"confusion\"><thead><tr><th>shown ↓<br>answered →</th>{names}<th>found</th></tr></thead><tbody>\n");
        for (int actual = 0; actual < confusion.Classes; actual++)
        {
            long images = Enumerable.Range(0, confusion.Classes).Sum(predicted => confusion[actual, predicted]);
            Append($"<tr><th>{Escape(classNames[actual])}</th>");
            for (int predicted = 0; predicted < confusion.Classes; predicted++)
            {
                long count = confusion[actual, predicted];
                double share = images == 0 ? 0 : (double)count / images;
                string color = actual == predicted ? "22,163,74" : "220,38,38";
                double opacity = count == 0 ? 0 : 0.12 + (0.6 * share);
                Append($"<td style=\"background:rgba({color},{opacity:0.##})\">{(count == 0 ? "·" : count.ToString(CultureInfo.InvariantCulture))}</td>");
            }

            Append($"<td class=\"share\">{Percent(confusion.Recall(actual))}</td></tr>\n");
        }

        Append($"<tr><th>right of these</th>");
        for (int predicted = 0; predicted < confusion.Classes; predicted++)
        {
            Append($"<td class=\"share\">{Percent(confusion.Precision(predicted))}</td>");
        }

        Append($"<td class=\"share\"><b>{Percent(confusion.Accuracy)}</b></td></tr>\n</tbody></table>\n");
        return this;
    }

    /// <summary>The layers of a network: shapes, parameters, multiply-adds.</summary>
    /// <param name="network">The network: <c>network.Weights.Info</c>.</param>
    public HtmlReport Network(NetworkInfo network) => Table(
        ["layer", "what", "output", "parameters", "multiply-adds"],
        [
            .. network.Layers.Select(layer => (string[])[layer.Name, layer.Description, layer.Shape, Count(layer.ParameterCount), Count(layer.MultiplyAdds)]),
            ["in all", "", "", Count(network.ParameterCount), Count(network.MultiplyAdds)],
        ]);

    /// <summary>Pictures with words under them.</summary>
    /// <param name="pictures">The pictures and their words.</param>
    /// <param name="width">Pixels on the page; a picture's own where 0.</param>
    public HtmlReport Pictures(IEnumerable<(Image Picture, string Caption)> pictures, int width = 0)
    {
        Append($"<div class=\"pictures\">\n");
        foreach ((Image picture, string caption) in pictures)
        {
            using MemoryStream png = new();
            picture.Save(png);
            string data = Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length);
            int shown = width == 0 ? picture.Width : width;
            string rendering = shown >= 2 * picture.Width ? " class=\"pixels\"" : "";
            Append($"<figure style=\"width:{shown}px\"><img{rendering} width=\"{shown}\" alt=\"{Escape(caption)}\" src=\"data:image/png;base64,{data}\">");
            Append($"<figcaption>{Escape(caption)}</figcaption></figure>\n");
        }

        Append($"</div>\n");
        return this;
    }

    /// <summary>The page.</summary>
    public override string ToString() =>
        $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>{{Escape(title)}}</title>
        <style>
        body { font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
          color: #1e293b; background: #fff; max-width: 1000px; margin: 32px auto; padding: 0 20px }
        h1 { font-size: 26px; margin: 0 0 4px } h2 { font-size: 18px; margin: 36px 0 8px; border-bottom: 1px solid #e2e8f0; padding-bottom: 4px }
        p { max-width: 72ch; margin: 8px 0 }
        .figures { display: flex; flex-wrap: wrap; gap: 12px; margin: 16px 0 }
        .figures div { border: 1px solid #e2e8f0; border-radius: 8px; padding: 10px 18px }
        .figures b { display: block; font-size: 24px; font-weight: 600 } .figures span { color: #64748b; font-size: 13px }
        table { border-collapse: collapse; margin: 12px 0; font-size: 13.5px } th, td { padding: 4px 10px; text-align: left }
        thead th { color: #64748b; font-weight: 500; border-bottom: 1px solid #cbd5e1 }
        tbody tr:nth-child(even) { background: #f8fafc } th.number, td.number, .confusion td { text-align: right; font-variant-numeric: tabular-nums }
        .confusion td { text-align: center; min-width: 44px }
        .confusion tbody tr:nth-child(even) { background: none } .confusion th { font-weight: 500 }
        .confusion th, .confusion td { white-space: nowrap } .share { color: #64748b }
        .charts { display: flex; flex-wrap: wrap; gap: 20px } .charts svg { max-width: 100%; height: auto }
        .pictures { display: flex; flex-wrap: wrap; gap: 12px } figure { margin: 0 }
        figure img { display: block; max-width: 100%; height: auto } .pixels { image-rendering: pixelated }
        figcaption { font-size: 12px; color: #475569; line-height: 1.3; margin-top: 3px; overflow-wrap: break-word }
        @media print { h2 { break-after: avoid } figure, tr, svg { break-inside: avoid } }
        </style>
        </head>
        <body>
        <h1>{{Escape(title)}}</h1>
        {{_body}}</body>
        </html>

        """;

    /// <summary>Writes the page.</summary>
    public void Save(string path) => File.WriteAllText(path, ToString());

    private static bool AreNumbers(string[] values) => values.Length > 0 && Array.TrueForAll(values, IsNumber);

    private static bool IsNumber(string value) =>
        value.Any(char.IsAsciiDigit) && value.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or '%' or '−' or '-' or '+' or 'e' or ' ');

    private static string Class(bool isNumber) => isNumber ? " class=\"number\"" : "";

    private static string Count(long count) => count == 0 ? "" : count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => double.IsNaN(share) ? "–" : (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private void Append(FormattableString markup) => _body.Append(FormattableString.Invariant(markup));
}
