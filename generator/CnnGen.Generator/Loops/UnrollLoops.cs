using CnnGen.Generator.Model;

namespace CnnGen.Generator.Loops;

/// <summary>
/// Writes out the loops marked for it.
/// Before: bounds of marked loops are constant. After: no loop is marked, and every subscript of a local is constant.
/// </summary>
internal static class UnrollLoops
{
    public static Kernel Run(Kernel kernel) => kernel with { Body = Expand(kernel.Body) };

    private static EquatableArray<Statement> Expand(EquatableArray<Statement> body)
    {
        List<Statement> result = [];
        foreach (Statement statement in body)
        {
            switch (statement)
            {
                case Loop { Unrolled: true } loop:
                    for (int i = loop.Start.Constant; i < loop.End.Constant; i += loop.Step)
                    {
                        Substitution substitution = new(loop.Variable, i);
                        result.AddRange(Expand(substitution.Apply(loop.Body)));
                    }

                    break;
                case Loop loop:
                    result.Add(loop with { Body = Expand(loop.Body) });
                    break;
                case Block block:
                    result.Add(new Block(Expand(block.Body)));
                    break;
                case WhenGreater condition:
                    result.Add(condition with { Body = Expand(condition.Body) });
                    break;
                default:
                    result.Add(statement);
                    break;
            }
        }

        return result.ToEquatableArray();
    }
}
