using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Program;

/// <summary>
/// The cuts in a training step. Nodes run image by image, but a value of the whole batch is known only when all images have contributed to it; so a
/// phase ends before the first node that reads such a value of the same phase. A network without batch norm has one phase.
/// </summary>
/// <param name="Count">Phases.</param>
/// <param name="PhaseOf">The phase of each node; never decreasing.</param>
/// <param name="Contributions">Where each node's contributions of an image begin, for nodes that have any. They are gone with their phase.</param>
/// <param name="Values">Where the value of the whole batch begins, for nodes that have one.</param>
/// <param name="ContributionsLength">Floats of an image.</param>
/// <param name="ValuesLength">Floats of a batch.</param>
internal sealed record TrainingPhases(
    int Count, EquatableArray<int> PhaseOf, EquatableArray<int> Contributions, EquatableArray<int> Values, int ContributionsLength, int ValuesLength)
{
    public static TrainingPhases Of(NetworkGraph graph)
    {
        int[] phaseOf = new int[graph.Nodes.Count];
        int[] contributions = new int[phaseOf.Length];
        int[] values = new int[phaseOf.Length];
        int phase = 0;
        int used = 0;
        int longest = 0;
        int length = 0;
        for (int i = 0; i < phaseOf.Length; i++)
        {
            foreach (int input in graph.Nodes[i].Inputs)
            {
                if (graph.Nodes[input].Operator is IWholeBatch && phaseOf[input] == phase)
                {
                    phase++;
                    used = 0;
                }
            }

            phaseOf[i] = phase;
            if (graph.Nodes[i].Operator is IWholeBatch whole)
            {
                contributions[i] = used;
                values[i] = length;
                used += whole.Contributions * ChannelRuns.Length(whole.Channels);
                length += whole.Values * ChannelRuns.Length(whole.Channels);
                longest = Math.Max(longest, used);
            }
        }

        return new TrainingPhases(
            phase + 1,
            new EquatableArray<int>(phaseOf),
            new EquatableArray<int>(contributions),
            new EquatableArray<int>(values),
            longest,
            length);
    }
}
