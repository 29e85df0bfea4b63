using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms.Convolutions.Gradients;

/// <summary>The vectors of a patch of rows, in groups that fit the registers.</summary>
internal static class PatchGroups
{
    // Registers that hold no sum: the gradient, a vector of the other factor, and one to spare.
    private const int OtherRegisters = 4;

    /// <summary>Every (row, vector) of a patch, cut into groups.</summary>
    public static List<List<(int Row, int Vector)>> Of(int rows, int vectors, Target target)
    {
        List<List<(int, int)>> groups = [];
        int rowsAGroup = Math.Max(1, (target.Registers - OtherRegisters) / vectors);
        int vectorsAGroup = Math.Min(vectors, target.Registers - OtherRegisters);
        for (int row = 0; row < rows; row += rowsAGroup)
        {
            for (int vector = 0; vector < vectors; vector += vectorsAGroup)
            {
                List<(int, int)> group = [];
                for (int r = row; r < Math.Min(rows, row + rowsAGroup); r++)
                {
                    for (int v = vector; v < Math.Min(vectors, vector + vectorsAGroup); v++)
                    {
                        group.Add((r, v));
                    }
                }

                groups.Add(group);
            }
        }

        return groups;
    }
}
