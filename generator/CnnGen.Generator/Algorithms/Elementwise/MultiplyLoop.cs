using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Elementwise;

/// <summary>The product of all operands in one pass.</summary>
/// <param name="Spread">Which operands are vectors that are read at every pixel.</param>
internal sealed record MultiplyLoop(EquatableArray<bool> Spread) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context)
    {
        if (context.Operator is not Multiply)
        {
            return null;
        }

        TensorShape shape = context.Node.Shape;
        return new MultiplyLoop(context.Node.Inputs.Select((_, input) => context.InputShape(input) != shape).ToEquatableArray());
    }

    public override string Describe() => "one pass over all values";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node)
    {
        string[] names = new string[Spread.Count];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = "input" + Numerals.Plain(i);
        }

        string formula = Spread.Contains(true)
            ? "out[oh, ow, c] = " + string.Join(" · ", names.Select((name, i) => name + (Spread[i] ? "[c]" : "[oh, ow, c]")))
            : "out = " + string.Join(" · ", names);
        ElementwiseLowering.Lower(node, names, formula, x =>
        {
            Expression product = x[0];
            for (int i = 1; i < x.Length; i++)
            {
                product = new Binary(BinaryOperation.Multiply, product, x[i]);
            }

            return product;
        });
    }
}
