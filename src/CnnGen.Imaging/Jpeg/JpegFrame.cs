namespace CnnGen.Imaging;

/// <summary>What a JPEG file says about its picture before the data come.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Progressive">Whether coefficients come in several scans.</param>
/// <param name="Components">Its planes.</param>
internal sealed record JpegFrame(int Height, int Width, bool Progressive, JpegComponent[] Components)
{
    /// <summary>The largest <see cref="JpegComponent.Horizontal"/>.</summary>
    public int Horizontal { get; } = Components.Max(component => component.Horizontal);

    /// <summary>The largest <see cref="JpegComponent.Vertical"/>.</summary>
    public int Vertical { get; } = Components.Max(component => component.Vertical);

    /// <summary>Units (MCU) from left to right.</summary>
    public int UnitColumns => DivideUp(Width, JpegFormat.BlockSize * Horizontal);

    /// <summary>Units (MCU) from top to bottom.</summary>
    public int UnitRows => DivideUp(Height, JpegFormat.BlockSize * Vertical);

    public static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;
}

/// <summary>Which coefficients a scan brings, in the order of coding, and which of their bits.</summary>
/// <param name="First">The first coefficient.</param>
/// <param name="Last">The last coefficient.</param>
/// <param name="High">The bit above those that the scan brings; 0 in a first scan.</param>
/// <param name="Low">The lowest bit that the scan brings.</param>
internal readonly record struct JpegBand(int First, int Last, int High, int Low);
