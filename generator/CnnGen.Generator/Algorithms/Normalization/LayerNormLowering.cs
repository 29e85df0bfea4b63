using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Normalization;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>The loops of <see cref="LayerNormLoops"/> and <see cref="LayerNormGradientLoops"/>.</summary>
internal static class LayerNormLowering
{
    public static void Forward(NodeLowering node, LayerNorm norm)
    {
        LoopBuilder b = new(node.IsParallel);
        BufferLayout input = node.InputLayout(0);
        BufferLayout output = node.OutputLayout;
        int lanes = node.Target.LanesFor(output.Shape.Channels);
        PixelReduction channels = new(b, output.Shape.Channels, lanes);
        b.ForTasks("oh", 0, output.Shape.Height, oh => b.For("ow", output.Shape.Width, ow => b.Scope(() =>
        {
            (Local mean, Local factor) = Statistics(b, channels, input, oh, ow, norm.Epsilon);
            channels.Each((c, count) =>
            {
                Expression y = new Binary(BinaryOperation.Multiply, Distance(input.At(oh, ow, c), mean), factor);
                b.Add(new StoreVector(
                    "output",
                    output.At(oh, ow, c),
                    norm.Affine ? new MultiplyAdd(y, new LoadVector("weight", c), new LoadVector("bias", c)) : y,
                    count));
            });
        })));
        KernelSignature signature = new KernelSignature().Floats("input", node.Input(0));
        if (norm.Affine)
        {
            signature.Floats("weight", NormTensors.Packed(node, node.Node.Parameters[0])).Floats("bias", NormTensors.Packed(node, node.Node.Parameters[1]));
        }

        signature.Floats("output", node.Output());
        if (input == output)
        {
            signature.MayOverwrite("input");
        }

        string affine = norm.Affine ? " · weight[c] + bias[c]" : "";
        signature.WithTasks(node, output.Shape.Height).Call(
            node,
            lanes,
            b,
            LayerComments.Of(
                node,
                $"out[h, w, c] = (in[h, w, c] − μ)/√(σ² + {Numerals.Plain(norm.Epsilon)}){affine}, with μ and σ² of the channels of the pixel"));
    }

    public static void Backward(NodeLowering node, LayerNormGradient gradient)
    {
        const string Formula = "dIn = (g − mean of g − x̂ · mean of g · x̂)/√(σ² + ε), x̂ = (in − μ)/√(σ² + ε)";
        LoopBuilder b = new();
        TensorShape shape = node.Node.Shape;
        BufferLayout input = node.InputLayout(0);
        int lanes = node.Target.LanesFor(shape.Channels);
        PixelReduction channels = new(b, shape.Channels, lanes);
        int rowLength = ProgramBuilder.RoundUp(shape.Channels);
        bool affine = gradient.Norm.Affine;
        b.For("h", shape.Height, h =>
        {
            if (affine)
            {
                channels.Each((c, count) => EachSum(rowLength, (name, at) => b.Add(new StoreVector("row", at + c, new Splat(0f), count))));
            }

            b.For("w", shape.Width, w => b.Scope(() => Pixel(b, node, channels, gradient.Norm, h, w, rowLength)));
            if (affine)
            {
                channels.Each((c, count) => EachSum(rowLength, (name, at) =>
                    b.Add(new StoreVector(name, c, new Binary(BinaryOperation.Add, new LoadVector(name, c), new LoadVector("row", at + c)), count))));
            }
        });
        KernelSignature signature = new KernelSignature().Floats("input", node.Input(0)).Floats("dOutput", node.Input(1));
        if (affine)
        {
            signature
                .Floats("weight", NormTensors.Packed(node, gradient.Tensors[0]))
                .Floats("row", node.Scratch(2 * rowLength))
                .Floats("dWeight", node.GradientOf(gradient.Tensors[0]))
                .Floats("dBias", node.GradientOf(gradient.Tensors[1]));
        }

        signature
            .Floats("dInput", node.Output())
            .Call(node, lanes, b, LayerComments.Of(
                node, affine ? Formula + ", g = weight[c] · dOut, dWeight[c] += Σ dOut · x̂, dBias[c] += Σ dOut" : Formula + ", g = dOut"));
    }

    private static void Pixel(LoopBuilder b, NodeLowering node, PixelReduction channels, LayerNorm norm, IndexExpression h, IndexExpression w, int rowLength)
    {
        BufferLayout input = node.InputLayout(0);
        BufferLayout dOutput = node.InputLayout(1);
        (Local mean, Local factor) = Statistics(b, channels, input, h, w, norm.Epsilon);
        Expression Normalised(IndexExpression c) => new Binary(BinaryOperation.Multiply, Distance(input.At(h, w, c), mean), factor);
        Expression Upstream(IndexExpression c)
        {
            LoadVector g = new("dOutput", dOutput.At(h, w, c));
            return norm.Affine ? new Binary(BinaryOperation.Multiply, g, new LoadVector("weight", c)) : g;
        }

        Local[] sums = channels.Sums(["total", "product"], c =>
        {
            Local g = b.Declare("g", LocalType.Vector, Upstream(c));
            return [g, new Binary(BinaryOperation.Multiply, g, Normalised(c))];
        });
        Splat share = new(1f / node.Node.Shape.Channels);
        Local meanGradient = b.Declare("meanGradient", LocalType.Vector, new Binary(BinaryOperation.Multiply, sums[0], share));
        Local slope = b.Declare("slope", LocalType.Vector, new Binary(BinaryOperation.Multiply, sums[1], share));
        channels.Each((c, count) =>
        {
            Local x = b.Declare("x", LocalType.Vector, Normalised(c));
            if (norm.Affine)
            {
                Local g = b.Declare("g", LocalType.Vector, new LoadVector("dOutput", dOutput.At(h, w, c)));
                b.Add(new StoreVector("row", c, new MultiplyAdd(g, x, new LoadVector("row", c)), count));
                b.Add(new StoreVector("row", c + rowLength, new Binary(BinaryOperation.Add, new LoadVector("row", c + rowLength), g), count));
            }

            Expression d =
                new Binary(
                    BinaryOperation.Subtract,
                    new Binary(BinaryOperation.Subtract, Upstream(c), meanGradient),
                    new Binary(BinaryOperation.Multiply, x, slope));
            b.Add(new StoreVector("dInput", node.OutputLayout.At(h, w, c), new Binary(BinaryOperation.Multiply, d, factor), count));
        });
    }

    /// <summary>Declares the mean of the channels of a pixel and one over their deviation.</summary>
    private static (Local Mean, Local Factor) Statistics(
        LoopBuilder b,
        PixelReduction channels,
        BufferLayout input,
        IndexExpression h,
        IndexExpression w,
        float epsilon)
    {
        Splat share = new(1f / input.Shape.Channels);
        Local total = channels.Sums(["sum"], c => [new LoadVector("input", input.At(h, w, c))])[0];
        Local mean = b.Declare("mean", LocalType.Vector, new Binary(BinaryOperation.Multiply, total, share));
        Local squares = channels.Sums(["squares"], c =>
        {
            Local d = b.Declare("d", LocalType.Vector, Distance(input.At(h, w, c), mean));
            return [new Binary(BinaryOperation.Multiply, d, d)];
        })[0];
        return (mean, b.Declare("factor", LocalType.Vector, NormTensors.InverseDeviation(squares, share, epsilon)));
    }

    private static Binary Distance(IndexExpression at, Local mean) => new(BinaryOperation.Subtract, new LoadVector("input", at), mean);

    private static void EachSum(int rowLength, Action<string, int> body)
    {
        body("dWeight", 0);
        body("dBias", rowLength);
    }
}
