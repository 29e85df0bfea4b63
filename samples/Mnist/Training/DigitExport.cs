using CnnGen;

namespace Mnist.Training;

/// <summary>Writes test images as pictures, for programs that read pictures.</summary>
internal static class DigitExport
{
    /// <summary>Writes the first image of each class as <c>CLASS.png</c>.</summary>
    public static void Write(ImageDataset images, string folder)
    {
        Directory.CreateDirectory(folder);
        bool[] written = new bool[LeNet5.OutputLength];
        for (int i = 0; i < images.Count; i++)
        {
            int label = images.Label(i);
            if (!written[label])
            {
                Image picture = new(images.ImageHeight, images.ImageWidth, images.ImageChannels, images.Pixels(i).ToArray());
                picture.Save(Path.Combine(folder, $"{label}.png"));
                written[label] = true;
            }
        }
    }
}
