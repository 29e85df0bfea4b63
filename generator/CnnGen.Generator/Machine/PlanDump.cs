using System.Text;

namespace CnnGen.Generator.Machine;

/// <summary>A plan as text: what was chosen for each node, what it is estimated to take, and what else applied.</summary>
internal static class PlanDump
{
    /// <summary>Some lines a node.</summary>
    /// <param name="plan">What was decided.</param>
    /// <param name="shows">Which nodes, by name; all if null.</param>
    public static string Of(NetworkPlan plan, Func<string, bool>? shows = null)
    {
        StringBuilder text = new();
        for (int i = 0; i < plan.Graph.Nodes.Count; i++)
        {
            Ir.Node node = plan.Graph.Nodes[i];
            if (plan.Schedules[i] is not { } schedule || shows?.Invoke(node.Name) == false)
            {
                continue;
            }

            text.Append(node.Name).Append(": ").Append(node.Operator.Describe()).Append(" → ").Append(node.Shape).Append('\n');
            Choice? choice = plan.Choices[i];
            Append(text, choice is { Cycles: > 0 } ? Choice.Text(choice.Cycles) : "", schedule.Describe());
            foreach (RunnerUp other in choice?.RunnersUp ?? [])
            {
                Append(text, Choice.Text(other.Cycles), "not taken: " + other.Schedule);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string cycles, string schedule) =>
        text.Append("  ").Append(cycles.PadLeft(14)).Append("  ").Append(schedule).Append('\n');
}
