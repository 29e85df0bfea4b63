namespace CnnGen.Reference;

/// <summary>One tensor of an operator, row-major over its shape, with the gradient that a backward pass collects.</summary>
/// <param name="Suffix">The last part of its name: <c>weight</c>, <c>bias</c>.</param>
/// <param name="Shape">[oc, ic, kh, kw], [out, in] or [out].</param>
/// <param name="Values">As many values as the shape has.</param>
public sealed record RefParameter(string Suffix, int[] Shape, double[] Values)
{
    public double[] Gradient { get; } = new double[Values.Length];

    /// <summary>
    /// The sum of the sizes of what each gradient is a sum of: where contributions cancel, the rounding of single precision is in proportion to this.
    /// </summary>
    public double[] GradientSize { get; } = new double[Values.Length];

    /// <summary>Whether a backward pass collects its gradient.</summary>
    public bool IsTrainable { get; init; } = true;

    /// <summary>Adds a contribution to the gradient of one element.</summary>
    public void Collect(int at, double contribution)
    {
        Gradient[at] += contribution;
        GradientSize[at] += Math.Abs(contribution);
    }

    /// <summary>Forgets the contributions so far.</summary>
    public void Clear()
    {
        Array.Clear(Gradient);
        Array.Clear(GradientSize);
    }

    /// <summary>Where the element with these indices is in <see cref="Values"/> and <see cref="Gradient"/>.</summary>
    public int At(params ReadOnlySpan<int> indices)
    {
        int offset = 0;
        for (int axis = 0; axis < indices.Length; axis++)
        {
            offset = (offset * Shape[axis]) + indices[axis];
        }

        return offset;
    }
}
