using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Reading;
using CnnGen.Geometry;

namespace CnnGen.Generator.Operators.Pooling;

/// <summary>The maximum of each channel over all pixels: a <see cref="MaxPool"/> whose window is the image.</summary>
internal static class GlobalMaxPool
{
    public static readonly LayerDefinition Definition = new("GlobalMaxPool", "gmp", static layer => layer.Input is { Shape: var shape } ? Over(shape) : null);

    private static MaxPool Over(TensorShape shape) =>
        new(
            new WindowAxis(shape.Height, shape.Height, shape.Height, 1, 0, 0),
            new WindowAxis(shape.Width, shape.Width, shape.Width, 1, 0, 0))
        { IsGlobal = true };
}
