using System.Net;
using System.Text;
using CnnGen.Generator.Tests.Compilation;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>The page that shows every mistake with its message.</summary>
internal static class WrongNetworkTable
{
    public static string Page()
    {
        StringBuilder page = new();
        page.Append("# Wrong networks and what they are told\n\n");
        page.Append(
            "Every diagnostic has a page: `CNN00xx` is about the declaration, `CNN01xx` about shapes, `CNN02xx` about training, `CNN03xx` about speed.\n");
        page.Append("Underlined is what the editor underlines. This page is made by the tests from the programs they compile; it is never edited by hand.\n\n");
        page.Append("| the mistake | the network | the message |\n|---|---|---|\n");
        foreach (WrongNetwork network in WrongNetworks.All)
        {
            page.Append($"| {network.Title} | {Code(network.Declaration)} | {string.Join("<br>", network.Messages.Select(Message))} |\n");
        }

        return page.ToString();
    }

    private static string Code(string declaration)
    {
        string code = WebUtility.HtmlEncode(declaration).Replace("|]", "\u0002", StringComparison.Ordinal).Replace("[|", "\u0001", StringComparison.Ordinal);
        IEnumerable<string> lines =
            code.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Replace("    ", "&emsp;", StringComparison.Ordinal));
        return $"<code>{string.Join("<br>", lines)}</code>"
            .Replace("\u0001", "<ins>", StringComparison.Ordinal)
            .Replace("\u0002", "</ins>", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal);
    }

    /// <summary>The severity as it is, the id as a link to its page.</summary>
    private static string Message(string message)
    {
        int id = message.IndexOf(' ', StringComparison.Ordinal) + 1;
        int text = message.IndexOf(": ", StringComparison.Ordinal) + 2;
        string name = message[id..(text - 2)];
        return $"{message[..id]}[{name}]({name}.md): "
            + $"{WebUtility.HtmlEncode(message[text..]).Replace("&#39;", "'", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal)}";
    }
}
