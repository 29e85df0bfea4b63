using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;

namespace CnnGen.Integration.Tests.Kernels;

/// <summary>Gives the values of a plan borders and gaps between pixels that no neighbour asked for: kernels must follow whatever layout is planned.</summary>
internal static class RandomLayouts
{
    public static NetworkPlan Of(NetworkPlan plan, Random random)
    {
        BufferLayout[] layouts = [.. plan.Layouts];
        for (int i = 0; i < layouts.Length; i++)
        {
            if (plan.Graph.Nodes[i].Operator is not InputOperator)
            {
                layouts[i] = Draw(layouts[i].Shape, random);
            }
        }

        // What stands at random places is nowhere inside another value.
        return plan with
        {
            Layouts = new EquatableArray<BufferLayout>(
            layouts),
            BufferAliases = new EquatableArray<int>([.. Enumerable.Range(0, layouts.Length)])
        };
    }

    private static BufferLayout Draw(TensorShape shape, Random random)
    {
        Border border = new(random.Next(3), random.Next(3), random.Next(3), random.Next(3));
        int pixel = shape.Channels + random.Next(3);
        int row = (shape.Width + border.Left + border.Right) * pixel;
        int rows = shape.Height + border.Top + border.Bottom;
        return new BufferLayout(shape, border, (border.Top * row) + (border.Left * pixel), row, pixel, 1, rows * row);
    }
}
