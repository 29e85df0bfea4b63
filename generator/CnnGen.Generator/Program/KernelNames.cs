using System.Text;

namespace CnnGen.Generator.Program;

/// <summary>Method names from layer names: <c>layer1.0.conv1</c> becomes <c>Layer1_0_Conv1</c>, <c>conv2 weight gradient</c> becomes <c>Conv2WeightGradient</c>.</summary>
internal static class KernelNames
{
    public static string Of(string layer, string suffix = "")
    {
        StringBuilder name = new();
        bool startsWord = true;
        foreach (char c in layer)
        {
            if (!char.IsLetterOrDigit(c) && c != '_')
            {
                name.Append(c == ' ' ? "" : "_");
                startsWord = true;
                continue;
            }

            if (name.Length == 0 && char.IsDigit(c))
            {
                name.Append('_');
            }

            name.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = false;
        }

        return name.Append(suffix).ToString();
    }
}
