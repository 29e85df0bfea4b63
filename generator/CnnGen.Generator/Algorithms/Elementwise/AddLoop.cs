using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Elementwise;

/// <summary>The sum of all operands in one pass.</summary>
internal sealed record AddLoop(int Operands) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is Add ? new AddLoop(context.Node.Inputs.Count) : null;

    public override string Describe() => "one pass over all values";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node)
    {
        string[] names = new string[Operands];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = "input" + Numerals.Plain(i);
        }

        ElementwiseLowering.Lower(node, names, "out = " + string.Join(" + ", names), x =>
        {
            Expression sum = x[0];
            for (int i = 1; i < x.Length; i++)
            {
                sum = new Binary(BinaryOperation.Add, sum, x[i]);
            }

            return sum;
        });
    }
}
