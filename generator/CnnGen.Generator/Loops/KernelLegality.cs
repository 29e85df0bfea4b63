using CnnGen.Generator.Model;

namespace CnnGen.Generator.Loops;

/// <summary>
/// What must hold for a kernel that is printed. The JIT stops optimising a method over 60,000 bytes or 20,000 instructions of IL or 2,000
/// locals, and slows down long before; the budgets keep every method well away from that.
/// </summary>
internal static class KernelLegality
{
    /// <summary>Statements a method may hold, most of them a multiply-add.</summary>
    public const int StatementBudget = 1000;

    /// <summary>Locals a method may hold.</summary>
    public const int LocalBudget = 500;

    /// <summary>Every rule that is broken; empty for a legal kernel.</summary>
    public static IEnumerable<string> Violations(Kernel kernel)
    {
        Census census = new();
        census.Count(UnrollLoops.Run(kernel.Code).Body);
        if (census.Statements > StatementBudget)
        {
            yield return FormattableString.Invariant($"{kernel.Name}: {census.Statements} statements, the budget is {StatementBudget}.");
        }

        if (census.Locals > LocalBudget)
        {
            yield return FormattableString.Invariant($"{kernel.Name}: {census.Locals} locals, the budget is {LocalBudget}.");
        }

        if (census.OpenSubscript is { } local)
        {
            yield return $"{kernel.Name}: {local} has a subscript that is not constant.";
        }
    }

    private sealed class Census
    {
        public int Statements { get; private set; }

        public int Locals { get; private set; }

        public string? OpenSubscript { get; private set; }

        public void Count(EquatableArray<Statement> body)
        {
            foreach (Statement statement in body)
            {
                switch (statement)
                {
                    case Loop loop:
                        Count(loop.Body);
                        break;
                    case Block block:
                        Count(block.Body);
                        break;
                    case WhenAnyTask condition:
                        Count(condition.Body);
                        break;
                    case WhenGreater condition:
                        Count(condition.Body);
                        break;
                    case Declare declare:
                        Locals++;
                        Statements++;
                        Check(declare.Local);
                        break;
                    case Assign assign:
                        Statements++;
                        Check(assign.Local);
                        break;
                    case Remark:
                        break;
                    default:
                        Statements++;
                        break;
                }
            }
        }

        private void Check(Local local)
        {
            foreach (IndexExpression subscript in local.Subscripts)
            {
                if (!subscript.IsConstant)
                {
                    OpenSubscript = local.Name;
                }
            }
        }
    }
}
