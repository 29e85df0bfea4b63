using System.Globalization;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Machine;

/// <summary>Why a node has its schedule: what it is estimated to take, and what else applies.</summary>
/// <param name="Cycles">Estimated cycles of one image on one thread.</param>
/// <param name="RunnersUp">The other algorithms that apply and that were priced, cheapest first.</param>
internal sealed record Choice(double Cycles, EquatableArray<RunnerUp> RunnersUp)
{
    /// <summary>One line for the emitted comment; null where nothing else applies.</summary>
    public string? Describe() => RunnersUp.Count == 0
        ? null
        : $"Estimated at {Text(Cycles)} cycles; "
            + string.Join("; ", RunnersUp.Select(other => FormattableString.Invariant($"{other.Cycles / Cycles:F2} times as many: {other.Schedule}")));

    /// <summary>Three digits, for an estimate has no more.</summary>
    public static string Text(double cycles) => cycles switch
    {
        >= 1e6 => (cycles / 1e6).ToString("F2", CultureInfo.InvariantCulture) + " million",
        >= 1e4 => (cycles / 1e3).ToString("F1", CultureInfo.InvariantCulture) + " thousand",
        _ => cycles.ToString("F0", CultureInfo.InvariantCulture),
    };
}

/// <summary>A schedule that was not taken.</summary>
/// <param name="Schedule">As it describes itself.</param>
/// <param name="Cycles">Estimated cycles.</param>
internal sealed record RunnerUp(string Schedule, double Cycles);
