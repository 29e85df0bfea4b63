namespace CnnGen.Runtime;

/// <summary>
/// Brings several inputs, each with memory of its own, side by side for each image, as programs read them, and outputs apart again. Copies are a small part of
/// what a network computes; a network with one input and one output does without.
/// </summary>
internal sealed class SeveralValues(NetworkInfo info)
{
    private float[] _inputs = [];
    private float[] _outputs = [];

    /// <summary>The inputs of all images side by side.</summary>
    /// <exception cref="ArgumentException">Lengths are not those of one number of images.</exception>
    public ReadOnlySpan<float> Join(ReadOnlySpan<ValueSpan> inputs, ReadOnlySpan<ValueSpan> outputs, out Span<float> results)
    {
        int images = Images(inputs, outputs);
        Reserve(ref _inputs, images, info.InputLength);
        Reserve(ref _outputs, images, info.OutputLength);
        results = _outputs.AsSpan(0, images * info.OutputLength);
        for (int i = 0; i < inputs.Length; i++)
        {
            NetworkValue value = info.Inputs[i];
            for (int image = 0; image < images; image++)
            {
                inputs[i].Of(image, value.Length).CopyTo(value.Of(_inputs.AsSpan(image * info.InputLength, info.InputLength)));
            }
        }

        return _inputs.AsSpan(0, images * info.InputLength);
    }

    /// <summary>Gives each output its own memory.</summary>
    public void Divide(ReadOnlySpan<ValueSpan> outputs)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            NetworkValue value = info.Outputs[i];
            for (int image = 0; image < outputs[i].Length / value.Length; image++)
            {
                value.Of((ReadOnlySpan<float>)_outputs.AsSpan(image * info.OutputLength, info.OutputLength)).CopyTo(outputs[i].Of(image, value.Length));
            }
        }
    }

    private int Images(ReadOnlySpan<ValueSpan> inputs, ReadOnlySpan<ValueSpan> outputs)
    {
        int images = inputs[0].Length / info.Inputs[0].Length;
        for (int i = 0; i < inputs.Length; i++)
        {
            Check(inputs[i], info.Inputs[i], Math.Max(1, images));
        }

        for (int i = 0; i < outputs.Length; i++)
        {
            Check(outputs[i], info.Outputs[i], images);
        }

        return images;
    }

    private void Check(ValueSpan span, NetworkValue value, int images)
    {
        if (span.Length != (long)images * value.Length)
        {
            throw new ArgumentException(
                $"{info.Name}: {value.Name} has {span.Length} values; {images} {(images == 1 ? "image" : "images")} of "
                + $"{value.Height} × {value.Width} × {value.Channels} = {(long)images * value.Length} are needed.",
                span.Name);
        }
    }

    private static void Reserve(ref float[] memory, int images, int length)
    {
        if (memory.Length < (long)images * length)
        {
            memory = new float[checked(images * length)];
        }
    }
}
