using CnnGen.Generator.Algorithms.Convolutions.Direct;
using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Algorithms.Pooling;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Reference;

/// <summary>The loops of <see cref="PlainConvolution"/>.</summary>
internal static class ReferenceConvolutionLowering
{
    public static void Lower(NodeLowering node, ReferenceConvolution algorithm)
    {
        FusedConvolution fused = algorithm.Operator;
        KernelSignature signature =
            ConvolutionSignature.Of(node, fused, PackWeights(node, algorithm.Bf16Weights), ConvolutionWeights.PackBias(node, fused.Convolution, lanes: 1));

        if (fused.KeepsArgMax)
        {
            signature.Integers("argmax", node.ArgMax());
        }

        signature.Call(node, 1, () => Body(node, fused), () => LayerComments.Of(node, LayerComments.Formula(fused, node.InputShape(0).Channels)));
    }

    private static LoopBuilder Body(NodeLowering node, FusedConvolution fused)
    {
        LoopBuilder b = new();
        BufferLayout output = node.OutputLayout;
        Epilogue epilogue = Epilogue.Of(fused);
        int filters = fused.Convolution.GroupFilters;
        b.For("group", fused.Convolution.Groups, group => b.For(fused.Convolution.Groups == 1 ? "oc" : "filter", filters, filter =>
        {
            IndexExpression oc = (group * filters) + filter;
            if (fused.Pool is not { } pool)
            {
                b.For("oh", output.Shape.Height, oh => b.For("ow", output.Shape.Width, ow => b.Scope(() =>
                    b.Add(new StoreElement("output", output.At(oh, ow, oc), epilogue.Apply(
                        Sum(b, node, fused.Convolution, oh, ow, group, oc),
                        pointer => new LoadElement(pointer, Epilogue.PlaceOf(pointer, oc, () => node.InputLayout(1).At(oh, ow, oc)))))))));
                return;
            }

            b.For("ph", output.Shape.Height, ph => b.For("pw", output.Shape.Width, pw => b.Scope(() =>
            {
                Local best = b.Declare("best", LocalType.Scalar, float.NegativeInfinity);
                Local? place = fused.KeepsArgMax ? b.Declare("place", LocalType.Integer, new IndexValue(0)) : null;
                b.For("up", pool.Vertical.F, up => b.For("left", pool.Horizontal.F, left => b.Scope(() =>
                {
                    (IndexExpression r, IndexExpression c) = ((up * -1) + (pool.Vertical.F - 1), (left * -1) + (pool.Horizontal.F - 1));
                    Local sum = Sum(b, node, fused.Convolution, (ph * pool.Vertical.S) + r, (pw * pool.Horizontal.S) + c, group, oc);
                    WindowExtremum.TakeEarlier(b, best, place, sum, new IndexValue(ArgMaxIndex.Code(pool, r, c)));
                })));
                b.Add(new StoreElement("output", output.At(ph, pw, oc), epilogue.Apply(best, bias => new LoadElement(bias, oc))));
                if (place is not null)
                {
                    b.Add(new StoreElement("argmax", node.ArgMaxLayout.At(ph, pw, oc), place));
                }
            })));
        }));
        return b;
    }

    private static Local Sum(
        LoopBuilder b,
        NodeLowering node,
        Convolution convolution,
        IndexExpression oh,
        IndexExpression ow,
        IndexExpression groupIndex,
        IndexExpression oc)
    {
        (WindowAxis vertical, WindowAxis horizontal, _, _) = convolution;
        BufferLayout input = node.InputLayout(0);
        int channels = convolution.GroupChannels(input.Shape.Channels);
        Local sum = b.Declare("sum", LocalType.Scalar, 0f);
        b.For("ic", channels, ic => b.For("kh", vertical.F, kh => b.For("kw", horizontal.F, kw =>
        {
            IndexExpression row = (oh * vertical.S) + (kh * vertical.D) - vertical.Before;
            IndexExpression column = (ow * horizontal.S) + (kw * horizontal.D) - horizontal.Before;
            FilterStrides filters = node.Filters;
            int groupLength = convolution.GroupFilters * convolution.ReductionLength(input.Shape.Channels);
            IndexExpression weight =
                (groupIndex * (groupLength - (convolution.GroupFilters * filters.Filter)))
                    + (oc * filters.Filter)
                    + (ic * filters.Channel)
                    + (kh * filters.Row)
                    + (kw * filters.Column)
                        + filters.First;
            b.Assign(
                sum,
                new MultiplyAdd(new LoadElement("input", input.At(row, column, (groupIndex * channels) + ic)), new LoadElement("weights", weight), sum));
        })));
        return sum;
    }

    private static int PackWeights(NodeLowering node, bool isRounded)
    {
        ParameterSpec tensor = node.Weight;
        int packed = node.ReservePacked(tensor.Length);
        node.Pack(
            new PackStep(
                $"{tensor.Name}, {(isRounded ? "rounded to bfloat16" : "as it is")}",
                node.Parameter(tensor),
                packed,
                [tensor.Length],
                [1],
                [1])
            { IsRounded = isRounded });
        return packed;
    }
}
