namespace CnnGen.Imaging;

/// <summary>A picture file and what it shows.</summary>
/// <param name="Path">The file.</param>
/// <param name="Label">Index of its class.</param>
public readonly record struct LabelledFile(string Path, int Label);

/// <summary>A file that was left out.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">Why it cannot be read.</param>
public readonly record struct SkippedFile(string Path, string Reason);
