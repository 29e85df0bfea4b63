namespace CnnGen;

/// <summary>What a loss compares a network's output with.</summary>
public enum TargetKind
{
    /// <summary>One class index an image.</summary>
    Label,

    /// <summary>One value an output.</summary>
    Values,
}
