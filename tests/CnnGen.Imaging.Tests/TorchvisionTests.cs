using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;
using Xunit.Abstractions;

namespace CnnGen.Imaging.Tests;

/// <summary>
/// Resizing and normalising beside Pillow and torchvision; <c>Torchvision/make.py</c> made the numbers. The table of differences is printed by
/// <c>dotnet test tests/CnnGen.Imaging.Tests -c Release --filter TorchvisionTests --logger "console;verbosity=detailed"</c>.
/// </summary>
public sealed class TorchvisionTests(ITestOutputHelper output)
{
    private static readonly (int Height, int Width)[] s_sizes = [(5, 7), (9, 6), (12, 12), (20, 8), (8, 20), (30, 24)];
    private static readonly float[] s_expected = MemoryMarshal.Cast<byte, float>(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Torchvision", "preprocessed.bin"))).ToArray();

    [Fact]
    public void PreparedPictures_AreTorchvisions()
    {
        Image photo = PillowPicture.Expected("photo.png");
        StringBuilder table = new();
        table.Append("largest difference, in 255ths of a pixel's range\n");
        table.Append("| size | filter | torchvision, of the picture | torchvision, of a tensor |\n|---|---|---:|---:|\n");
        int position = 0;
        foreach ((int height, int width) in s_sizes)
        {
            foreach (ResizeFilter filter in (ResizeFilter[])[ResizeFilter.Bilinear, ResizeFilter.Bicubic, ResizeFilter.Lanczos])
            {
                ImagePreprocessing preparation = new(height, width, 3, Normalization.ImageNet) { Fit = ImageFit.Stretch, Filter = filter };
                float[] prepared = preparation.Apply(photo);
                double ofPicture = Difference(prepared, ref position);
                double? ofTensor = filter == ResizeFilter.Lanczos ? null : Difference(prepared, ref position);

                // Equal pixels, of which float arithmetic makes values that differ in the last bit. torchvision's own resizing of tensors does not round to
                // whole numbers, and does not cut off what bicubic overshoots, between columns and rows, as Pillow does for bytes. (Of floats Pillow gives
                // what torchvision gives of tensors, within 0.0003.)
                Assert.InRange(ofPicture, 0, 1e-4);
                Assert.InRange(ofTensor ?? 0, 0, filter == ResizeFilter.Bilinear ? 1 : 7);
                string tensor = ofTensor?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";
                table.Append(CultureInfo.InvariantCulture, $"| {height}×{width} | {filter} | {ofPicture:0.000000} | {tensor} |\n");
            }
        }

        Assert.Equal(s_expected.Length, position);
        output.WriteLine(table.ToString());
    }

    private static double Difference(float[] prepared, ref int position)
    {
        float[] deviations = [0.229f, 0.224f, 0.225f];
        double largest = 0;
        for (int i = 0; i < prepared.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs((double)prepared[i] - s_expected[position + i]) * deviations[i % 3] * 255);
        }

        position += prepared.Length;
        return largest;
    }
}
