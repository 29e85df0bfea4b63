namespace CnnGen;

/// <summary>What a loss compares a network's output with.</summary>
public enum TargetKind
{
    /// <summary>Class indices: one an image, or one for each position of it.</summary>
    Label,

    /// <summary>Values, one an output.</summary>
    Values,

    /// <summary>Both: of several losses some compare with class indices, some with values.</summary>
    LabelsAndValues,
}
