using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace CnnGen.Benchmarks.LibTorch;

/// <summary>The networks of `peers training`, layer by layer in the order in which ours are declared.</summary>
/// <param name="Name">That of ours.</param>
/// <param name="ImageShape">Channels, rows, columns.</param>
/// <param name="IsSegmentation">Whether each pixel has a label.</param>
/// <param name="Body">From images to logits.</param>
internal sealed record TrainedNetwork(string Name, IReadOnlyList<long> ImageShape, bool IsSegmentation, Func<Layers, Tensor, Tensor> Body)
{
    private static readonly TrainedNetwork[] s_all =
    [
        new("LeNet5", [1, 28, 28], false, LeNet5),
        new("SmallVgg", [3, 32, 32], false, SmallVgg),
        new("ResNet18", [3, 32, 32], false, ResNet18),
        new("ResNet50", [3, 224, 224], false, ResNet50),
        new("MobileNetV2", [3, 224, 224], false, MobileNetV2),
        new("UNet", [3, 128, 128], true, UNet),
    ];

    public static TrainedNetwork Find(string name) => s_all.First(network => network.Name == name);

    public Tensor Forward(Layers layers, Tensor images)
    {
        layers.Begin();
        return Body(layers, images);
    }

    private static Tensor LeNet5(Layers l, Tensor x)
    {
        x = F.max_pool2d(F.relu(l.Conv(x, 6, 5, padding: 2, bias: true)), 2);
        x = F.max_pool2d(F.relu(l.Conv(x, 16, 5, bias: true)), 2).flatten(1);
        return l.Dense(F.relu(l.Dense(F.relu(l.Dense(x, 120)), 84)), 10);
    }

    private static Tensor SmallVgg(Layers l, Tensor x)
    {
        foreach (int width in (int[])[32, 64])
        {
            x = F.relu(l.Conv(x, width, 3, padding: 1, bias: true));
            x = F.max_pool2d(F.relu(l.Conv(x, width, 3, padding: 1, bias: true)), 2);
        }

        return l.Dense(F.relu(l.Dense(x.flatten(1), 256)), 10);
    }

    private static Tensor ConvNorm(Layers l, Tensor x, int filters, int kernel, int stride = 1, int padding = 0, int groups = 1) =>
        l.BatchNorm(l.Conv(x, filters, kernel, stride, padding, groups));

    private static Tensor ResNet18(Layers l, Tensor x)
    {
        x = F.relu(ConvNorm(l, x, 64, 3, padding: 1));
        foreach (int width in (int[])[64, 128, 256, 512])
        {
            for (int block = 0; block < 2; block++)
            {
                int stride = block == 0 && width > 64 ? 2 : 1;
                Tensor y = ConvNorm(l, F.relu(ConvNorm(l, x, width, 3, stride, 1)), width, 3, padding: 1);
                x = F.relu((stride == 2 ? ConvNorm(l, x, width, 1, 2) : x) + y);
            }
        }

        return l.Dense(x.mean([2, 3]), 10);
    }

    private static Tensor ResNet50(Layers l, Tensor x)
    {
        x = F.max_pool2d(F.relu(ConvNorm(l, x, 64, 7, 2, 3)), 3, 2, 1);
        foreach ((int width, int blocks) in ((int, int)[])[(64, 3), (128, 4), (256, 6), (512, 3)])
        {
            for (int block = 0; block < blocks; block++)
            {
                int stride = block == 0 && width > 64 ? 2 : 1;
                Tensor y = F.relu(ConvNorm(l, x, width, 1));
                y = ConvNorm(l, F.relu(ConvNorm(l, y, width, 3, stride, 1)), 4 * width, 1);
                x = F.relu((block == 0 ? ConvNorm(l, x, 4 * width, 1, stride) : x) + y);
            }
        }

        return l.Dense(x.mean([2, 3]), 1000);
    }

    private static Tensor MobileNetV2(Layers l, Tensor x)
    {
        x = F.relu6(ConvNorm(l, x, 32, 3, 2, 1));
        x = ConvNorm(l, F.relu6(ConvNorm(l, x, 32, 3, 1, 1, 32)), 16, 1);
        foreach ((int filters, int blocks, int stride) in ((int, int, int)[])[(24, 2, 2), (32, 3, 2), (64, 4, 2), (96, 3, 1), (160, 3, 2), (320, 1, 1)])
        {
            for (int block = 0; block < blocks; block++)
            {
                int expanded = 6 * (int)x.shape[1];
                Tensor y = F.relu6(ConvNorm(l, x, expanded, 1));
                y = ConvNorm(l, F.relu6(ConvNorm(l, y, expanded, 3, block == 0 ? stride : 1, 1, expanded)), filters, 1);
                x = block == 0 ? y : x + y;
            }
        }

        return l.Dense(F.relu6(ConvNorm(l, x, 1280, 1)).mean([2, 3]), 1000);
    }

    private static Tensor UNet(Layers l, Tensor x)
    {
        Tensor Twice(Tensor y, int width) => F.relu(ConvNorm(l, F.relu(ConvNorm(l, y, width, 3, 1, 1)), width, 3, 1, 1));
        Stack<Tensor> levels = new();
        foreach (int width in (int[])[32, 64, 128])
        {
            levels.Push(Twice(x, width));
            x = F.max_pool2d(levels.Peek(), 2);
        }

        x = Twice(x, 256);
        foreach (int width in (int[])[128, 64, 32])
        {
            x = Twice(cat([l.ConvTranspose(x, width, 2, 2), levels.Pop()], 1), width);
        }

        return l.Conv(x, 2, 1, bias: true);
    }
}
