using CnnGen.Generator.Model;

namespace CnnGen.Generator.Program;

/// <summary>
/// Cuts the calls of an entry point into stages with a barrier after each: a call with parallel tasks is one, with those before it that it need not wait for,
/// and so are neighbours that one thread makes.
/// </summary>
internal static class Stages
{
    /// <summary>The stages in their order. One that is among <paramref name="known"/> keeps its number.</summary>
    public static EquatableArray<Stage> Of(IReadOnlyList<KernelCall> calls, IReadOnlyList<int> order, EquatableArray<Stage> known)
    {
        List<Stage> stages = [];
        List<int> whole = [];
        List<int> joining = [];
        int next = known.Count;
        foreach (int call in order)
        {
            joining.Add(call);
            if (calls[call].JoinsNext)
            {
                continue;
            }

            if (calls[call].Tasks > 1)
            {
                Add(whole, 1);
                Add(joining, joining.Max(member => calls[member].Tasks));
            }
            else
            {
                whole.AddRange(joining);
            }

            joining = [];
        }

        Add(whole, 1);
        return stages.ToEquatableArray();

        void Add(List<int> members, int tasks)
        {
            if (members.Count > 0)
            {
                EquatableArray<int> own = members.ToEquatableArray();
                int number = known.FirstOrDefault(other => other.Calls.Equals(own))?.Number ?? next++;
                stages.Add(new Stage(number, own, tasks));
            }

            whole = [];
        }
    }
}
