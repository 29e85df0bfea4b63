using CnnGen.Generator.Model;

namespace CnnGen.Generator.Loops;

/// <summary>
/// Writes out the loops marked for it.
/// Before: bounds of marked loops are constant. After: no loop is marked, and every subscript of a local is constant.
/// </summary>
internal static class UnrollLoops
{
    public static KernelCode Run(KernelCode code) => code with { Body = Expand(code.Body, null) };

    private static EquatableArray<Statement> Expand(EquatableArray<Statement> body, Substitution? outer)
    {
        List<Statement> result = new(body.Count);
        Expand(body, outer, result);
        return result.ToEquatableArray();
    }

    private static void Expand(EquatableArray<Statement> body, Substitution? outer, List<Statement> result)
    {
        foreach (Statement statement in body)
        {
            switch (outer?.Apply(statement) ?? statement)
            {
                case Loop { Unrolled: true } loop:
                    for (int i = loop.Start.Constant; i < loop.End.Constant; i += loop.Step)
                    {
                        Expand(loop.Body, new Substitution(outer, loop.Variable, i), result);
                    }

                    break;
                case Loop loop:
                    result.Add(loop with { Body = Expand(loop.Body, outer) });
                    break;
                case Block block:
                    result.Add(new Block(Expand(block.Body, outer)));
                    break;
                case WhenAnyTask condition:
                    result.Add(condition with { Body = Expand(condition.Body, outer) });
                    break;
                case WhenGreater condition:
                    result.Add(condition with { Body = Expand(condition.Body, outer) });
                    break;
                case Statement other:
                    result.Add(other);
                    break;
            }
        }
    }
}
