using System.Globalization;

namespace CnnGen;

/// <summary>One number that an optimizer was made with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public readonly record struct OptimizerSetting(string Name, double Value)
{
    /// <summary>The name of the one number that training may go on with another value of.</summary>
    internal const string LearningRate = "learningRate";

    /// <summary>Whether training may go on from a checkpoint with another value.</summary>
    internal bool MayChange => Name == LearningRate || Name.EndsWith(": " + LearningRate, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Value}");

    internal static double Checked(string name, double value, double minimum, double maximum)
    {
        if (!(value >= minimum && value <= maximum))
        {
            string range = maximum == double.MaxValue
                ? $"a number from {minimum}"
                : string.Create(CultureInfo.InvariantCulture, $"from {minimum} to {maximum}");
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
        }

        return value;
    }
}
