using System.Globalization;
using System.Text;
using CnnGen.Tool.Import;

namespace CnnGen.Tool.Printing;

/// <summary>A network and its blocks as a file of C#.</summary>
internal static class NetworkPrinter
{
    /// <param name="network">The network.</param>
    /// <param name="namespaceName">Its namespace; null for none.</param>
    /// <param name="remarks">What the class's comment says, a line each.</param>
    public static string Print(NetworkClass network, string? namespaceName, IReadOnlyList<string> remarks)
    {
        StringBuilder text = new("using CnnGen;\n\n");
        if (namespaceName is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"namespace {namespaceName};\n\n");
        }

        text.Append("/// <summary>\n");
        foreach (string remark in remarks)
        {
            text.Append("/// ").Append(remark.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)).Append('\n');
        }

        text.Append("/// </summary>\n[Network]\n");
        string[] names = LayerNames.Automatic(network.Items.Select(item => (item.Kind, item.Repeat)));
        Append(text, new ScopePrinter(network.Items, network.Items.Select((item, i) => item.Name ?? names[i]).ToHashSet()));
        text.Append(CultureInfo.InvariantCulture, $"public partial class {network.Name};\n");
        foreach (BlockClass block in network.Blocks)
        {
            string parameters = string.Join(", ", BlockParameter.Order(block.Parameters).Select(i => block.Parameters[i].Source));
            text.Append(CultureInfo.InvariantCulture, $"\n/// <summary>A part that {network.Name} repeats.</summary>\n");
            string[] automatic = LayerNames.Automatic(block.Items.Select(item => (item.Kind, item.Repeat)));
            HashSet<string> taken = [.. block.Parameters.Select(parameter => parameter.Name), .. block.Items.Select((item, i) => item.Name ?? automatic[i])];
            Append(text, new ScopePrinter(block.Items, taken));
            text.Append(CultureInfo.InvariantCulture, $"public sealed class {block.Name}Attribute({parameters}) : BlockAttribute;\n");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ScopePrinter scope)
    {
        foreach (string line in scope.Lines())
        {
            text.Append(line).Append('\n');
        }
    }
}
