using System.Text;

namespace CnnGen;

/// <summary>What <see cref="NetworkWeights.LoadFrom"/> took from a file, and what it did not.</summary>
/// <param name="Taken">The network's tensors that have the file's values now.</param>
/// <param name="Missing">The network's tensors that the file does not have; they are what they were.</param>
/// <param name="Unfit">The network's tensors that have another shape in the file, with both shapes; they are what they were.</param>
/// <param name="LeftOver">The file's tensors that were not taken.</param>
public sealed record LoadReport(IReadOnlyList<string> Taken, IReadOnlyList<string> Missing, IReadOnlyList<string> Unfit, IReadOnlyList<string> LeftOver)
{
    /// <summary>One line of numbers, then one for each tensor of the network that was not taken.</summary>
    public override string ToString()
    {
        StringBuilder text = new($"{Taken.Count} tensors taken, {Missing.Count} missing, {Unfit.Count} of another shape, {LeftOver.Count} left over");
        foreach (string name in Missing)
        {
            text.Append('\n').Append(name).Append(" is not in the file");
        }

        foreach (string name in Unfit)
        {
            text.Append('\n').Append(name);
        }

        return text.ToString();
    }
}
