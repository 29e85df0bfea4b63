namespace CnnGen.Reference.Losses;

/// <summary>What one image should give: a class index, or a value an output.</summary>
public readonly record struct RefTarget(int Label, double[] Values)
{
    public static RefTarget OfLabel(int label) => new(label, []);

    public static RefTarget OfValues(params double[] values) => new(-1, values);
}
