using CnnGen.Reference;
using CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>Appends layers that may be illegal; the oracle's own counting of windows and shapes decides whether they are.</summary>
internal sealed class RandomMistakes(Random random, NetworkDraft draft, RandomLayers layers)
{
    private static readonly LayerText[] s_badNumbers =
    [
        new("Conv", "0", "1"),
        new("Conv", "4", "0"),
        new("Conv", "4", "1", "-3"),
        new("Conv", "-1", "1"),
        new LayerText("Conv", "4", "1").Set("Stride", 0),
        new LayerText("Conv", "4", "1").Set("StrideWidth", -1),
        new LayerText("Conv", "4", "1").Set("DilationHeight", 0),
        new LayerText("Conv", "4", "1").Set("Padding", -2),
        new LayerText("Conv", "4", "1").Set("Padding", "Padding.Same").Set("PaddingTop", 1),
        new("MaxPool", "0"),
        new LayerText("AveragePool", "1").Set("PaddingLeft", -1),
        new("Dense", "0"),
        new("Dense", "-7"),
        new("Dropout", "1f"),
        new("Dropout", "-0.1f"),
        new("Dropout", "float.NaN"),
        new("LeakyRelu", "float.PositiveInfinity"),
        new("Add"),
        new("Add", "\"nowhere\""),
        new LayerText("Relu").SetName("From", "nowhere"),
        new LayerText("Relu").SetName("Name", ""),
        new LayerText("Relu").SetName("As", "two words"),
    ];

    /// <returns>The layer that is wrong, or null.</returns>
    public string? Append()
    {
        switch (random.Next(8))
        {
            case 0 or 1:
                return Conv();
            case 2 or 3:
                return Pool();
            case 4:
                return Join("Add", new Add());
            case 5:
                return Join("Concat", new Concat());
            case 6 when random.Next(2) == 0:
                return Wrong(s_badNumbers[random.Next(s_badNumbers.Length)]);
            default:
                layers.Activation();
                return null;
        }
    }

    private string? Conv()
    {
        int filters = random.Next(1, 7);
        var window = RandomWindow.Any(random, draft.Shape, pool: false);
        if (window.IsLegalFor(draft.Shape, pool: false))
        {
            layers.Conv(filters, window);
            return null;
        }

        LayerText text = new("Conv", [$"{filters}", .. window.Sizes]);
        window.Spell(text);
        return Wrong(text);
    }

    private string? Pool()
    {
        var window = RandomWindow.Any(random, draft.Shape, pool: true);
        if (window.IsLegalFor(draft.Shape, pool: true))
        {
            layers.Pool("MinPool", window, new MinPool(window.Window));
            return null;
        }

        LayerText text = new("MinPool", window.Sizes);
        window.Spell(text);
        return Wrong(text);
    }

    private string? Join(string kind, ImageOperator op)
    {
        int earlier = random.Next(draft.Current + 1);
        LayerText text = new(kind, $"\"{draft.Label(earlier)}\"");
        try
        {
            draft.Append(text, op, draft.Current, earlier);
            return null;
        }
        catch (ArgumentException)
        {
            return Wrong(text);
        }
    }

    private string Wrong(LayerText text)
    {
        draft.AppendText(text);
        return text.ToString();
    }
}
