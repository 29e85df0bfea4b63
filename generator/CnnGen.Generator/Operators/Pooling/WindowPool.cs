using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;
using CnnGen.Geometry;

namespace CnnGen.Generator.Operators.Pooling;

/// <summary>A window that slides over each channel by itself.</summary>
internal abstract record WindowPool(WindowAxis Vertical, WindowAxis Horizontal) : Operator
{
    private static readonly WindowVocabulary s_words = new("window", Size: "size", Height: "height", Width: "width", StrideIsSize: true, PadsWithNothing: true);

    /// <summary>What it makes of the values of a window, as formulas say: <c>max</c>.</summary>
    public abstract string Operation { get; }

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) => new(Vertical.OutputSize, Horizontal.OutputSize, inputs[0].Channels);

    public override string Arithmetic(EquatableArray<TensorShape> inputs) => SizeFormula.OutputSize(Vertical, Horizontal);

    /// <summary>The two axes of a pooling layer, or null where they are wrong or the input is unknown.</summary>
    protected static (WindowAxis Vertical, WindowAxis Horizontal)? ReadWindow(LayerReader layer) => WindowReader.Read(layer, s_words);
}
