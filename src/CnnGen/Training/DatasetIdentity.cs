using System.Globalization;

namespace CnnGen;

/// <summary>What tells a data set from others.</summary>
/// <param name="Count">Images.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Channels">Values a pixel.</param>
/// <param name="TargetKind">What its images have.</param>
/// <param name="Fingerprint"><see cref="Dataset.Fingerprint"/>.</param>
internal readonly record struct DatasetIdentity(int Count, int Height, int Width, int Channels, TargetKind TargetKind, ulong Fingerprint)
{
    public static DatasetIdentity Of(Dataset data) =>
        new(data.Count, data.ImageHeight, data.ImageWidth, data.ImageChannels, data.TargetKind, data.Fingerprint());

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Count} images of {Height}×{Width}×{Channels} with the fingerprint {Fingerprint:X16}");
}
