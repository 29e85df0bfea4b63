namespace CnnGen.Generator.Model;

/// <summary>The name that was probably meant.</summary>
internal static class NearestName
{
    /// <summary>The closest of the names, if it is within two letters or a third of them; the first of equals.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        string? nearest = null;
        int limit = Math.Min(Math.Max(2, name.Length / 3), name.Length - 1) + 1;
        foreach (string candidate in candidates.OrderBy(candidate => candidate, StringComparer.Ordinal))
        {
            int distance = Distance(name, candidate);
            if (distance < limit)
            {
                limit = distance;
                nearest = candidate;
            }
        }

        return nearest;
    }

    /// <summary>Levenshtein's: letters to insert, delete or replace.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
