using CnnGen.Reference;
using CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>Appends layers with random sizes that are legal for the draft's current value.</summary>
internal sealed class RandomLayers(Random random, NetworkDraft draft)
{
    private const long LargestLayer = 60_000; // multiply-adds: the oracle takes some 20 ns each

    private static readonly int[] s_channels = [1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 12, 16, 16, 17, 24, 32, 33, 40];

    public RandomActivations Activations { get; } = new(random, draft);

    public RandomShapes Shapes { get; } = new(random, draft);

    public RandomNorms Norms { get; } = new(random, draft);

    public int DrawChannels() => s_channels[random.Next(s_channels.Length)];

    public void Any()
    {
        switch (random.Next(11))
        {
            case 0 or 1 or 2:
                Conv(DrawChannels());
                break;
            case 10 when random.Next(3) == 0:
                LocalResponseNorm();
                break;
            case 10 when random.Next(3) == 0 && draft.Shape is { Height: < 7, Width: < 7, Channels: < 20 }:
                ConvTranspose();
                break;
            case 10:
                GroupedConv();
                break;
            case 3 or 4:
                Pool();
                break;
            case 5 when draft.Shape is { Height: 1, Width: 1 }:
                Dense(DrawChannels());
                break;
            case 6 when random.Next(3) == 0:
                Softmax();
                break;
            case 7 when random.Next(2) == 0:
                Dropout();
                break;
            case 8 when random.Next(2) == 0:
                ShapeOrProduct();
                break;
            case 8:
                BatchNorm();
                break;
            default:
                Activation();
                break;
        }
    }

    public void Conv(int filters)
    {
        RandomWindow window = RandomWindow.Legal(random, draft.Shape, pool: false);
        while (Cost(window.Window, filters, 1) > LargestLayer)
        {
            if (filters > 1)
            {
                filters = (filters + 1) / 2;
            }
            else
            {
                window = RandomWindow.Legal(random, draft.Shape, pool: false);
            }
        }

        Conv(filters, window);
    }

    /// <summary>A convolution in a random number of groups that divides the channels, with some filters for each.</summary>
    public void GroupedConv()
    {
        int[] divisors = [.. Enumerable.Range(1, draft.Shape.Channels).Where(groups => draft.Shape.Channels % groups == 0)];
        int groups = divisors[random.Next(divisors.Length)];
        GroupedConv(groups, random.Next(1, 1 + Math.Max(1, 40 / groups)));
    }

    /// <summary>A group for each channel, with some filters for each.</summary>
    public void DepthwiseConv() => GroupedConv(draft.Shape.Channels, random.Next(3) == 0 ? random.Next(2, 10) : 1);

    /// <summary>A transposed convolution with random steps, cuts and groups, small enough for the oracle.</summary>
    public void ConvTranspose()
    {
        RefTensor shape = draft.Shape;
        int groups = shape.Channels % 2 == 0 && random.Next(3) == 0 ? 2 : 1;
        int filters = groups * random.Next(1, 13);
        (RefAxis rows, int rowsAdded) = TransposedAxis(shape.Height);
        (RefAxis columns, int columnsAdded) = TransposedAxis(shape.Width);
        int fanIn = filters / groups * rows.Size * columns.Size;
        LayerText text = new LayerText("ConvTranspose", $"{filters}", $"{rows.Size}", $"{columns.Size}")
            .Set("StrideHeight", rows.Stride).Set("StrideWidth", columns.Stride)
            .Set("PaddingTop", rows.Before).Set("PaddingBottom", rows.After).Set("PaddingLeft", columns.Before).Set("PaddingRight", columns.After)
            .Set("DilationHeight", rows.Dilation).Set("DilationWidth", columns.Dilation)
            .Set("OutputPaddingHeight", rowsAdded).Set("OutputPaddingWidth", columnsAdded);
        if (groups > 1)
        {
            text.Set("Groups", groups);
        }

        draft.MultiplyAdds += (long)shape.Length * fanIn;
        double[] weight = draft.Weights(shape.Channels * fanIn, shape.Channels);
        draft.Append(
            text,
            new TransposedConvolution(new RefWindow(rows, columns), (rowsAdded, columnsAdded), shape.Channels, filters, weight, Bias(text, filters), groups));
    }

    private (RefAxis Axis, int OutputPadding) TransposedAxis(int n)
    {
        while (true)
        {
            var axis = new RefAxis(random.Next(1, 5), random.Next(1, 4), random.Next(3), random.Next(3), random.Next(1, 3));
            int outputPadding = random.Next(axis.Stride);
            if (TransposedConvolution.OutputSize(axis, n, outputPadding) > 0)
            {
                return (axis, outputPadding);
            }
        }
    }

    private void GroupedConv(int groups, int filtersAGroup)
    {
        RandomWindow window = RandomWindow.Legal(random, draft.Shape, pool: false);
        while (Cost(window.Window, groups * filtersAGroup, groups) > LargestLayer && filtersAGroup > 1)
        {
            filtersAGroup /= 2;
        }

        Conv(groups * filtersAGroup, window, groups);
    }

    public void Conv(int filters, int size, int stride, bool same)
    {
        RefAxis Axis(int n) => same ? RefAxis.Same(n, size, stride) : new RefAxis(size, stride);
        var properties = new List<(string, string)>();
        if (stride > 1)
        {
            properties.Add(("Stride", $"{stride}"));
        }

        if (same)
        {
            properties.Add(("Padding", "Padding.Same"));
        }

        Conv(filters, new RandomWindow(new RefWindow(Axis(draft.Shape.Height), Axis(draft.Shape.Width)), [$"{size}"], [.. properties]));
    }

    public void Pool()
    {
        switch (random.Next(5))
        {
            case 0:
                MinPool();
                break;
            case 1 or 2:
                AveragePool();
                break;
            default:
                MaxPool();
                break;
        }
    }

    public void MaxPool()
    {
        var window = RandomWindow.Legal(random, draft.Shape, pool: true);
        Pool("MaxPool", window, new MaxPool(window.Window));
    }

    public void MinPool()
    {
        var window = RandomWindow.Legal(random, draft.Shape, pool: true);
        Pool("MinPool", window, new MinPool(window.Window));
    }

    public void AveragePool()
    {
        var window = RandomWindow.Legal(random, draft.Shape, pool: true);
        bool count = random.Next(2) == 0;
        LayerText text = new("AveragePool", window.Sizes);
        window.Spell(text);
        if (count)
        {
            text.Set("CountPadding", "true");
        }

        draft.Append(text, new AveragePool(window.Window, count));
    }

    public void MaxPool(int size, int stride)
    {
        (string, string)[] properties = stride == size ? [] : [("Stride", $"{stride}")];
        var window = new RandomWindow(RefWindow.Square(size, stride), [$"{size}"], properties);
        Pool("MaxPool", window, new MaxPool(window.Window));
    }

    public void SamePool()
    {
        int size = random.Next(2, 4);
        var window = new RandomWindow(
            new RefWindow(RefAxis.Same(draft.Shape.Height, size), RefAxis.Same(draft.Shape.Width, size)),
            [$"{size}"],
            [("Stride", "1"), ("Padding", "Padding.Same")]);
        Pool("MaxPool", window, new MaxPool(window.Window));
    }

    public void Activation()
    {
        switch (random.Next(8))
        {
            case 6 or 7:
                Activations.Any();
                break;
            case 0:
                LeakyRelu();
                break;
            case 1:
                Sigmoid();
                break;
            case 2:
                Tanh();
                break;
            default:
                Relu();
                break;
        }
    }

    public void Relu() => draft.Append(new LayerText("Relu"), new Relu());

    public void LeakyRelu()
    {
        if (random.Next(2) == 0)
        {
            draft.Append(new LayerText("LeakyRelu"), new LeakyRelu(0.01f));
        }
        else
        {
            draft.Append(new LayerText("LeakyRelu", "0.2f"), new LeakyRelu(0.2f));
        }
    }

    public void Sigmoid() => draft.Append(new LayerText("Sigmoid"), new Sigmoid());

    public void Tanh() => draft.Append(new LayerText("Tanh"), new Tanh());

    /// <summary>A dense layer; <c>Flatten</c> before it is written only sometimes, since it is implied.</summary>
    public void Dense(int units)
    {
        RefTensor shape = draft.Shape;
        while (units > 2 && (long)units * shape.Length > LargestLayer)
        {
            units /= 2;
        }

        LayerText text = new("Dense", $"{units}");
        double[] weight = draft.Weights(units * shape.Length, shape.Length);
        draft.MultiplyAdds += weight.Length;
        var op = new Dense(shape.Length, units, weight, Bias(text, units));
        if (shape is { Height: 1, Width: 1 })
        {
            draft.Append(text, op);
        }
        else if (random.Next(2) == 0)
        {
            Flatten();
            draft.Append(text, op);
        }
        else
        {
            draft.Append(text, new FlattenedDense(op));
        }
    }

    public void LocalResponseNorm()
    {
        int size = random.Next(1, 8);
        float alpha = random.Next(1, 5) / 4f;
        float beta = random.Next(1, 5) / 4f;
        bool perElement = random.Next(2) == 0;
        LayerText text = new LayerText("LocalResponseNorm", $"{size}")
            .Set("Alpha", FormattableString.Invariant($"{alpha}f"))
            .Set("Beta", FormattableString.Invariant($"{beta}f"));
        if (perElement)
        {
            text.Set("AlphaPerElement", "true");
        }

        draft.Append(text, new LocalResponseNorm(size, perElement ? alpha * size : alpha, beta, 1));
    }

    public void Flatten() => draft.Append(new LayerText("Flatten"), new Flatten());

    public void LogSoftmax()
    {
        if (draft.Shape.Length > 1)
        {
            draft.Append(new LayerText("LogSoftmax"), new LogSoftmax());
        }
    }

    public void GlobalAveragePool() => draft.Append(new LayerText("GlobalAveragePool"), new GlobalAveragePool());

    public void GlobalMaxPool() => draft.Append(
        new LayerText("GlobalMaxPool"),
        new MaxPool(new RefWindow(new RefAxis(draft.Shape.Height), new RefAxis(draft.Shape.Width))));

    public void Softmax()
    {
        if (draft.Shape.Length > 1)
        {
            draft.Append(new LayerText("Softmax"), new Softmax());
        }
    }

    /// <summary>A batch norm with running averages that are not those of new weights.</summary>
    public void BatchNorm()
    {
        int channels = draft.Shape.Channels;
        LayerText text = new("BatchNorm");
        float epsilon = random.Next(3) == 0 ? 1e-3f : 1e-5f;
        float momentum = random.Next(3) == 0 ? 0.25f : 0.1f;
        if (epsilon != 1e-5f)
        {
            text.Set("Epsilon", "1e-3f");
        }

        if (momentum != 0.1f)
        {
            text.Set("Momentum", "0.25f");
        }

        double[] Around(double centre) => [.. draft.Weights(channels, 40).Select(x => (double)(float)(centre + x))];
        draft.Append(text, new BatchNorm(Around(1), Around(0), Around(0), Around(0.8), epsilon, momentum));
    }

    // With rate 0 training has no noise that the oracle would have to be told.
    public void Dropout() => draft.Append(new LayerText("Dropout", "0f"), new Dropout());

    public void Conv(int filters, RandomWindow window, int groups = 1)
    {
        RefTensor shape = draft.Shape;
        int fanIn = shape.Channels / groups * window.Window.Vertical.Size * window.Window.Horizontal.Size;
        LayerText text = new("Conv", [$"{filters}", .. window.Sizes]);
        window.Spell(text);
        if (groups > 1)
        {
            text.Set("Groups", groups);
        }

        draft.MultiplyAdds += Cost(window.Window, filters, groups);
        draft.Append(text, new Convolution(window.Window, shape.Channels, filters, draft.Weights(filters * fanIn, fanIn), Bias(text, filters), groups));
    }

    public void Pool(string kind, RandomWindow window, RefOperator op)
    {
        LayerText text = new(kind, window.Sizes);
        window.Spell(text);
        draft.Append(text, op);
    }

    private void ShapeOrProduct()
    {
        switch (random.Next(3))
        {
            case 0:
                Shapes.ZeroPad();
                break;
            case 1:
                Shapes.Upsample();
                break;
            default:
                Shapes.ScaleChannels(this);
                break;
        }
    }

    private double[]? Bias(LayerText text, int length)
    {
        if (random.Next(4) == 0)
        {
            text.Set("Bias", "false");
            return null;
        }

        return draft.Weights(length, 40);
    }

    private long Cost(RefWindow window, int filters, int groups)
    {
        RefTensor shape = draft.Shape;
        long pixels = (long)window.Vertical.CountWindows(shape.Height) * window.Horizontal.CountWindows(shape.Width);
        return pixels * filters * (shape.Channels / groups) * window.Vertical.Size * window.Horizontal.Size;
    }
}
