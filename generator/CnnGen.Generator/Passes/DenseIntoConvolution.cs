using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Shapes;
using CnnGen.Geometry;

namespace CnnGen.Generator.Passes;

/// <summary>
/// Inference: a dense layer over a flattened image is a convolution whose kernel is as large as the image, since [out, in] over a
/// channel-first flattening and [oc, ic, kh, kw] are the same numbers in the same order; nobody reads the flattening any more.
/// After: no dense layer.
/// </summary>
internal static class DenseIntoConvolution
{
    public static NetworkGraph Run(NetworkGraph graph) => new GraphRewriter(graph).Run((rewriter, i) =>
    {
        if (rewriter.Old(i).Operator is not Dense dense)
        {
            return false;
        }

        int input = rewriter.Old(i).Inputs[0];
        if (rewriter.Old(input).Operator is Flatten)
        {
            input = rewriter.Old(input).Inputs[0];
        }

        TensorShape shape = rewriter.Old(input).Shape;
        WindowAxis vertical = new(shape.Height, shape.Height, 1, 1, 0, 0);
        WindowAxis horizontal = new(shape.Width, shape.Width, 1, 1, 0, 0);
        rewriter.Keep(i, new Convolution(vertical, horizontal, dense.Units, dense.HasBias) { IsDense = true }, [input]);
        return true;
    });
}
