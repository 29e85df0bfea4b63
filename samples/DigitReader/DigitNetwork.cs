namespace DigitReader;

/// <summary>The network with the weights that are inside the program.</summary>
/// <remarks>
/// They were trained with PyTorch and read 9,906 of MNIST's 10,000 test images. Those that samples/Mnist leaves in <c>artifacts/mnist</c> can stand in their
/// place: names, shapes and order are the same.
/// </remarks>
internal static class DigitNetwork
{
    /// <summary>The probability of each digit.</summary>
    /// <param name="image">As <see cref="DigitPicture.Normalize"/> makes it.</param>
    public static float[] Read(ReadOnlySpan<float> image)
    {
        using Stream weights = typeof(DigitNetwork).Assembly.GetManifestResourceStream("lenet5.safetensors")!;
        float[] probabilities = new float[LeNet5.OutputLength];
        LeNet5.Load(weights).Forward(image, probabilities);
        return probabilities;
    }
}
