using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Normalization;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>
/// The loops of <see cref="BatchNormalizationLoop"/> and <see cref="BatchNormInputGradientLoop"/>: one pass over all values, with numbers of each channel.
/// </summary>
internal static class BatchNormLoopsLowering
{
    public static void LowerForward(NodeLowering node, BatchNormalization norm)
    {
        LoopBuilder b = new();
        ElementRuns runs = ElementRuns.Of(node.Node.Shape, node.InputLayout(0), BufferLayout.EveryPixel(node.Node.Shape), node.OutputLayout);
        int lanes = node.Target.LanesFor(runs.RunLength);
        runs.Loop(b, lanes, (at, count) =>
        {
            Local d = b.Declare("d", LocalType.Vector, Distance(at[0], at[1]));
            Local y = b.Declare("y", LocalType.Vector, new MultiplyAdd(d, new LoadVector("factor", at[1]), new LoadVector("shift", at[1])));
            b.Add(new StoreVector("output", at[2], norm.Activation?.Value(y) ?? y, count));
        });
        new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("mean", node.WholeBatch(1, 0))
            .Floats("factor", node.WholeBatch(1, 1))
            .Floats("shift", new RegionArgument(Region.Weights, node.Parameter(node.Node.Parameters[1]), 0))
            .Floats("output", node.Output())
            .Call(node, lanes, b, LayerComments.Of(node, "out = (in − μ[c]) · factor[c] + β[c], factor = γ/√(σ² + ε), with μ and σ² of the batch"));
    }

    public static void LowerInputGradient(NodeLowering node, BatchNormInputGradient gradient)
    {
        const int Sums = 0, Input = 1, Statistics = 2, DOutput = 3, Output = 4;
        LoopBuilder b = new();
        TensorShape shape = node.Node.Shape;
        BufferLayout y = gradient.Activation is null ? node.InputLayout(DOutput) : node.InputLayout(Output);
        ElementRuns runs = ElementRuns.Of(shape, node.InputLayout(Input), BufferLayout.EveryPixel(shape), node.InputLayout(DOutput), y, node.OutputLayout);
        int lanes = node.Target.LanesFor(runs.RunLength);
        runs.Loop(b, lanes, (at, count) =>
        {
            Local d = b.Declare("d", LocalType.Vector, Distance(at[0], at[1]));
            Local g = b.Declare("g", LocalType.Vector, new LoadVector("dOutput", at[2]));
            if (gradient.Activation is { } activation)
            {
                b.Assign(g, activation.Gradient(b.Declare("y", LocalType.Vector, new LoadVector("output", at[3])), g));
            }

            b.Assign(g, new Binary(BinaryOperation.Subtract, g, new LoadVector("meanGradient", at[1])));
            b.Assign(g, new Binary(BinaryOperation.Subtract, g, new Binary(BinaryOperation.Multiply, d, new LoadVector("slope", at[1]))));
            b.Add(new StoreVector("dInput", at[4], new Binary(BinaryOperation.Multiply, g, new LoadVector("factor", at[1])), count));
        });
        KernelSignature signature = new KernelSignature()
            .Floats("input", node.Input(Input))
            .Floats("mean", node.WholeBatch(Statistics, 0))
            .Floats("factor", node.WholeBatch(Statistics, 1))
            .Floats("meanGradient", node.WholeBatch(Sums, 0))
            .Floats("slope", node.WholeBatch(Sums, 1))
            .Floats("dOutput", node.Input(DOutput));
        if (gradient.Activation is not null)
        {
            signature.Floats("output", node.Input(Output));
        }

        string formula =
            $"dIn = factor[c] · (g − mean of g − (in − μ[c]) · slope[c]), g = {Upstream(gradient.Activation)}, slope = mean of g · (in − μ) / (σ² + ε)";
        signature.Floats("dInput", node.Output());
        if (node.InputLayout(DOutput) == node.OutputLayout)
        {
            signature.MayOverwrite("dOutput");
        }

        signature.Call(node, lanes, b, LayerComments.Of(node, formula));
    }

    /// <summary>The gradient before the activation, in words.</summary>
    public static string Upstream(Activation? activation) => activation is null ? "dOut" : "f′ · dOut, with f′ from out = f(…)";

    private static Binary Distance(IndexExpression at, IndexExpression channel) =>
        new(BinaryOperation.Subtract, new LoadVector("input", at), new LoadVector("mean", channel));
}
