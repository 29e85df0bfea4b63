using CnnGen.Generator.Algorithms.Layouts;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Losses;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Losses;

/// <summary>The call of <see cref="LossCall"/>. The library wants values without borders, which may need a copy before and after.</summary>
internal static class LossLowering
{
    public static void Lower(NodeLowering node, Loss loss)
    {
        int length = node.InputShape(0).Length;
        BufferLayout dense = BufferLayout.ChannelsLast(node.InputShape(0), default);
        CallArgument input = node.Input(0);
        if (!node.InputLayout(0).IsDense)
        {
            input = new BufferArgument(node.DefineBuffer(node.Node.Name + " input", length, perImage: true), 0);
            Copy(node, "Input", node.InputLayout(0), dense, node.Input(0), input);
        }

        CallArgument output = node.OutputLayout.IsDense
            ? node.Output()
            : new BufferArgument(node.DefineBuffer(node.Node.Name + " output", length, perImage: true), 0);

        int positions = loss.Positions(node.InputShape(0));
        bool isOfPositions = loss.TakesLabel && (positions > 1 || loss is LabelLoss { IgnoreLabel: not null });
        LoopBuilder b = new();
        b.Add(new CallLibrary(
            "LossMath." + loss.Kind + (isOfPositions ? "OfPositions" : ""),
            [
                new Argument("input"),
                .. isOfPositions ? (Expression[])[new IndexValue(positions)] : [],
                new IndexValue(isOfPositions ? length / positions : length),
                !loss.TakesLabel ? new Argument("target") : isOfPositions ? new Argument("labels") : new LoadElement("label", 0),
                .. loss.Options.Select(option => new Number(option)),
                new Argument("scale"),
                new Argument("dInput"),
                new Argument("totals"),
            ]));
        KernelSignature signature = new KernelSignature().Floats("input", input);
        if (loss.TakesLabel)
        {
            signature.Integers(isOfPositions ? "labels" : "label", node.LossTarget());
        }
        else
        {
            signature.Floats("target", node.LossTarget());
        }

        string compared = isOfPositions
            ? Numerals.Count(positions, "position") + " of " + Numerals.Count(length / positions, "score")
            : Numerals.Plain(length) + " values";
        signature
            .With("scale", ParameterType.Scalar, new LossScaleArgument(loss.Weight))
            .Floats("dInput", output)
            .With("totals", ParameterType.TotalsPointer, new LossTotalsArgument(node.LossIndex, node.LossCount))
            .Call(
                node,
                lanes: 1,
                b,
                [$"{node.Node.Name}: {loss.Describe()} over {compared}, added to the totals, and the gradient of the values, times the scale."]);

        if (!node.OutputLayout.IsDense)
        {
            Copy(node, "Output", dense, node.OutputLayout, output, node.Output());
        }
    }

    private static void Copy(NodeLowering node, string suffix, BufferLayout from, BufferLayout to, CallArgument source, CallArgument target)
    {
        string what = $"{node.Node.Name}: the library wants values without a border around them";
        node.Call(CopyLayout.Lower(KernelNames.Of(node.Node.Name, suffix), node.Lanes, from, to, what), eachImage: true, source, target);
    }
}
