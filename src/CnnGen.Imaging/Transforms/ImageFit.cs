namespace CnnGen.Imaging;

/// <summary>What becomes of a picture whose sides are not in the network's proportion.</summary>
public enum ImageFit
{
    /// <summary>Its shorter side is brought to size and the middle of the longer one taken: torchvision's <c>Resize</c> and <c>CenterCrop</c>.</summary>
    Crop,

    /// <summary>Each side is brought to size by itself.</summary>
    Stretch,

    /// <summary>Its longer side is brought to size, the rest is filled with grey 114, evenly on both sides: what detectors do ("letterbox").</summary>
    Pad,
}
