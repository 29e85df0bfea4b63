using CnnGen;
using CnnGen.Samples;

namespace Mnist.Training;

/// <summary>Training and test images, checked against what LeNet-5 takes before anything is begun.</summary>
internal sealed class DigitData
{
    private DigitData(ImageDataset train, ImageDataset test)
    {
        Train = train;
        Test = test;
    }

    public ImageDataset Train { get; }

    public ImageDataset Test { get; }

    /// <summary>Reads a data set.</summary>
    /// <param name="folder">A folder with the four files of MNIST's names; null is MNIST itself, beside the program.</param>
    /// <exception cref="DataFileException">A file is absent or damaged.</exception>
    /// <exception cref="UserErrorException">The network cannot learn these images.</exception>
    public static DigitData Load(string? folder)
    {
        folder ??= Path.Combine(AppContext.BaseDirectory, "data");
        return new DigitData(Part(folder, "train"), Part(folder, "t10k"));
    }

    private static ImageDataset Part(string folder, string part)
    {
        ImageDataset images = ImageDataset.FromFolder(folder, part);
        string name = Path.Combine(folder, $"{part}-images");
        if (images.Count == 0)
        {
            throw new UserErrorException($"{name}: has no images.");
        }

        if (images.ImageHeight != LeNet5.InputHeight || images.ImageWidth != LeNet5.InputWidth || images.ImageChannels != LeNet5.InputChannels)
        {
            throw new UserErrorException(
                $"{name}: images are {images.ImageHeight}×{images.ImageWidth}×{images.ImageChannels}; "
                + $"LeNet-5 takes {LeNet5.InputHeight}×{LeNet5.InputWidth}×{LeNet5.InputChannels}.");
        }

        for (int i = 0; i < images.Count; i++)
        {
            if (images.Label(i) >= LeNet5.OutputLength)
            {
                throw new UserErrorException($"{name}: the label of image {i} is {images.Label(i)}; LeNet-5 knows {LeNet5.OutputLength} classes, from 0.");
            }
        }

        return images;
    }
}
