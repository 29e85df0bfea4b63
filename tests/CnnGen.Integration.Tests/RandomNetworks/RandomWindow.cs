using CnnGen.Reference;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>A window's numbers, and one of the ways to spell them.</summary>
/// <param name="Window">The numbers.</param>
/// <param name="Sizes">Constructor arguments for the size.</param>
/// <param name="Properties">The rest, as properties.</param>
internal sealed record RandomWindow(RefWindow Window, string[] Sizes, (string Property, string Value)[] Properties)
{
    private static readonly int[] s_sizes = [1, 1, 2, 2, 3, 3, 3, 4, 5, 5, 7];

    /// <summary>Whether there is an output and, for a pool, a pixel in every window.</summary>
    public bool IsLegalFor(RefTensor input, bool pool) => IsLegal(Window.Vertical, input.Height, pool) && IsLegal(Window.Horizontal, input.Width, pool);

    public static RandomWindow Legal(Random random, RefTensor input, bool pool)
    {
        for (int attempt = 0; attempt < 100; attempt++)
        {
            RandomWindow window = Any(random, input, pool);
            if (window.IsLegalFor(input, pool))
            {
                return window;
            }
        }

        return new RandomWindow(RefWindow.Square(1), ["1"], []);
    }

    /// <summary>A window that may not fit.</summary>
    public static RandomWindow Any(Random random, RefTensor input, bool pool)
    {
        var properties = new List<(string, string)>();
        int kh = Pick(random, s_sizes);
        int kw = random.Next(3) == 0 ? Pick(random, s_sizes) : kh;
        (int dh, int dw) = pool || random.Next(3) > 0 ? (1, 1) : Pair(random, properties, "Dilation", 3, (1, 1));
        (int sh, int sw) = Pair(random, properties, "Stride", Math.Max(kh, kw) + 2, pool ? (kh, kw) : (1, 1));
        var vertical = new RefAxis(kh, sh, 0, 0, dh);
        var horizontal = new RefAxis(kw, sw, 0, 0, dw);
        (vertical, horizontal) = Pad(random, properties, input, vertical, horizontal);
        if (pool && random.Next(4) == 0)
        {
            properties.Add(("CeilMode", "true"));
            (vertical, horizontal) = (vertical with { Ceil = true }, horizontal with { Ceil = true });
        }

        string[] sizes = kh == kw && random.Next(4) > 0 ? [$"{kh}"] : [$"{kh}", $"{kw}"];
        return new RandomWindow(new RefWindow(vertical, horizontal), sizes, [.. properties]);
    }

    public void Spell(LayerText text)
    {
        foreach ((string property, string value) in Properties)
        {
            text.Set(property, value);
        }
    }

    private static bool IsLegal(RefAxis axis, int n, bool pool) => axis.CountWindows(n) > 0 && (!pool || Math.Max(axis.Before, axis.After) < axis.Size);

    private static (RefAxis Vertical, RefAxis Horizontal) Pad(
        Random random, List<(string, string)> properties, RefTensor input, RefAxis vertical, RefAxis horizontal)
    {
        (int top, int bottom, int left, int right) = (0, 0, 0, 0);
        void Add(string property, int value) => properties.Add((property, $"{value}"));
        int Draw() => random.Next(4);
        switch (random.Next(8))
        {
            case 0 or 1:
                properties.Add(("Padding", "Padding.Same"));
                return (
                    RefAxis.Same(input.Height, vertical.Size, vertical.Stride, vertical.Dilation),
                    RefAxis.Same(input.Width, horizontal.Size, horizontal.Stride, horizontal.Dilation));
            case 2:
                top = bottom = left = right = Draw();
                Add("Padding", top);
                break;
            case 3:
                top = bottom = Draw();
                left = right = Draw();
                Add("PaddingHeight", top);
                Add("PaddingWidth", left);
                break;
            case 4:
                (top, bottom, left, right) = (Draw(), Draw(), Draw(), Draw());
                Add("PaddingTop", top);
                Add("PaddingBottom", bottom);
                Add("PaddingLeft", left);
                Add("PaddingRight", right);
                break;
            case 5:
                top = bottom = left = right = Draw();
                bottom = Draw();
                Add("Padding", top);
                Add("PaddingBottom", bottom);
                break;
            case 6:
                properties.Add(("Padding", "Padding.Valid"));
                break;
            default:
                break;
        }

        return (vertical with { Before = top, After = bottom }, horizontal with { Before = left, After = right });
    }

    // A property for both axes, or one for each, or neither.
    private static (int Height, int Width) Pair(Random random, List<(string, string)> properties, string name, int largest, (int Height, int Width) unset)
    {
        switch (random.Next(5))
        {
            case 0 or 1:
                int both = random.Next(1, largest + 1);
                properties.Add((name, $"{both}"));
                return (both, both);
            case 2:
                (int height, int width) = (random.Next(1, largest + 1), random.Next(1, largest + 1));
                properties.Add(($"{name}Height", $"{height}"));
                properties.Add(($"{name}Width", $"{width}"));
                return (height, width);
            default:
                return unset;
        }
    }

    private static T Pick<T>(Random random, T[] items) => items[random.Next(items.Length)];
}
