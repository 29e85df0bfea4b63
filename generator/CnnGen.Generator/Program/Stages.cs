using CnnGen.Generator.Model;

namespace CnnGen.Generator.Program;

/// <summary>Cuts the calls of an entry point into steps: a call that threads divide is one, and so are neighbours that no thread divides.</summary>
internal static class Stages
{
    /// <summary>The steps in their order. One that is among <paramref name="known"/> keeps its number.</summary>
    public static EquatableArray<Stage> Of(IReadOnlyList<KernelCall> calls, IReadOnlyList<int> order, EquatableArray<Stage> known)
    {
        List<Stage> steps = [];
        List<int> whole = [];
        int next = known.Count;
        foreach (int call in order)
        {
            if (calls[call].Units > 1)
            {
                Add(whole, 1);
                Add([call], calls[call].Units);
            }
            else
            {
                whole.Add(call);
            }
        }

        Add(whole, 1);
        return steps.ToEquatableArray();

        void Add(List<int> step, int units)
        {
            if (step.Count > 0)
            {
                EquatableArray<int> members = step.ToEquatableArray();
                int number = known.FirstOrDefault(other => other.Calls.Equals(members))?.Number ?? next++;
                steps.Add(new Stage(number, members, units));
            }

            whole = [];
        }
    }
}
