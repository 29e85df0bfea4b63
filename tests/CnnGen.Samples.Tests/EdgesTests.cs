using System.Xml.Linq;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Samples.Tests;

/// <summary>samples/Edges: its pictures against the same arithmetic, written out here.</summary>
public sealed class EdgesTests : IDisposable
{
    private static readonly int[] s_sobelX = [-1, 0, 1, -2, 0, 2, -1, 0, 1];

    private readonly TemporaryFolder _folder = new("edges");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("camera")]
    [InlineData("astronaut")]
    public void ThePictures_ShowConvolutionReluAndPools(string name)
    {
        ProgramRun run = SamplePrograms.Run("Edges", "--out", _folder.Path).Succeeded();
        Image picture = Image.Load(Path.Combine(Repository.Root, "samples", "Edges", "images", name + ".png"));
        double[,] convolution = Convolve(picture, s_sobelX);
        int size = convolution.GetLength(0);

        Assert.Contains("60 pictures", run.Lines[^1], StringComparison.Ordinal);
        Assert.Equal(60, Directory.GetFiles(_folder.Path, "*.png").Length);
        XElement[] sheet = [.. XDocument.Load(Path.Combine(_folder.Path, "contact-sheet.svg")).Descendants()];
        Assert.Equal(2 * (1 + 30), sheet.Count(element => element.Name.LocalName == "image")); // both pictures, and five steps of six kernels of each
        Assert.Contains(sheet, element => element.Name.LocalName == "text" && element.Value == $"{name}, {picture.Height}×{picture.Width}×{picture.Channels}");
        double strongest = convolution.Cast<double>().Select(Math.Abs).Order().ElementAt((int)(0.99 * ((size * size) - 1)));
        AssertPicture($"{name}-sobel-x-convolution", size, (y, x) => 127.5 + (Math.Sign(convolution[y, x]) * Bright(Math.Abs(convolution[y, x])) / 2));
        AssertPicture($"{name}-sobel-x-relu", size, (y, x) => Bright(Math.Max(0, convolution[y, x])));
        AssertPicture($"{name}-sobel-x-max-pool", size / 2, (y, x) => Bright(Window(y, x).Max()));
        AssertPicture($"{name}-sobel-x-min-pool", size / 2, (y, x) => Bright(Window(y, x).Min()));
        AssertPicture($"{name}-sobel-x-average-pool", size / 2, (y, x) => Bright(Window(y, x).Average()));

        double Bright(double value) => 255 * Math.Sqrt(value / strongest);

        double[] Window(int y, int x) =>
            [.. Enumerable.Range(0, 4).Select(i => Math.Max(0, convolution[(2 * y) + (i / 2), (2 * x) + (i % 2)]))];
    }

    [Theory]
    [InlineData("--out")]
    [InlineData("picture.png")]
    public void OtherArguments_AreRefused(params string[] arguments)
    {
        ProgramRun run = SamplePrograms.Run("Edges", arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("usage: Edges [--out FOLDER]", Assert.Single(run.Lines));
    }

    /// <summary>The mean of the channels' answers, without padding.</summary>
    private static double[,] Convolve(Image picture, int[] kernel)
    {
        int size = picture.Height - 2;
        double[,] result = new double[size, size];
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                for (int k = 0; k < 9 * picture.Channels; k++)
                {
                    int tap = k / picture.Channels;
                    int pixel = ((y + (tap / 3)) * picture.Width) + x + (tap % 3);
                    result[y, x] += kernel[tap] * picture.Pixels[(pixel * picture.Channels) + (k % picture.Channels)] / 255.0 / picture.Channels;
                }
            }
        }

        return result;
    }

    /// <summary>Sums of single precision differ in their last digits, which the root near zero enlarges.</summary>
    private void AssertPicture(string name, int size, Func<int, int, double> expected)
    {
        Image picture = Image.Load(Path.Combine(_folder.Path, name + ".png"));
        Assert.Equal((size, size, 1), (picture.Height, picture.Width, picture.Channels));
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                double value = Math.Clamp(expected(y, x), 0, 255);
                byte pixel = picture.Pixels[(y * size) + x];
                Assert.True(Math.Abs(pixel - value) <= 1.01, $"{name}, row {y}, column {x}: {pixel}, not {value:0.0}");
            }
        }
    }
}
