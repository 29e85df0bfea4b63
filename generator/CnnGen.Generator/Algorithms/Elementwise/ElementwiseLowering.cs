using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms.Elementwise;

/// <summary>The loops of layers that compute each output value from the input values at the same place.</summary>
internal static class ElementwiseLowering
{
    /// <summary>Writes one loop nest over all elements.</summary>
    /// <param name="node">The node; its inputs have its shape, or are vectors that are read at every pixel.</param>
    /// <param name="names">The kernel's name of each input.</param>
    /// <param name="formula">For the comment.</param>
    /// <param name="value">The output from the inputs.</param>
    public static void Lower(NodeLowering node, IReadOnlyList<string> names, string formula, Func<Expression[], Expression> value)
    {
        KernelSignature signature = new();
        BufferLayout[] layouts = new BufferLayout[names.Count + 1];
        for (int input = 0; input < names.Count; input++)
        {
            signature.Floats(names[input], node.Input(input));
            BufferLayout layout = node.InputLayout(input);
            layouts[input] = layout.Shape == node.Node.Shape ? layout : layout.Spread(node.Node.Shape);
        }

        signature.Floats("output", node.Output());
        layouts[names.Count] = node.OutputLayout;
        for (int input = 0; input < names.Count; input++)
        {
            if (layouts[input] == node.OutputLayout)
            {
                signature.MayOverwrite(names[input]);
            }
        }

        ElementRuns runs = ElementRuns.Of(node, node.Node.Shape, layouts);
        LoopBuilder b = runs.Builder();
        int lanes = node.Target.LanesFor(runs.RunLength);
        runs.Loop(b, lanes, (at, count) =>
        {
            Expression[] inputs = new Expression[names.Count];
            for (int input = 0; input < inputs.Length; input++)
            {
                inputs[input] =
                    b.Declare(names.Count == 1 ? "x" : "x" + Model.Numerals.Plain(input), LocalType.Vector, new LoadVector(names[input], at[input]));
            }

            b.Add(new StoreVector("output", at[names.Count], value(inputs), count));
        });
        signature.WithTasks(node, runs.Tasks).Call(node, lanes, b, LayerComments.Of(node, formula));
    }
}
