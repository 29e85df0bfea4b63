namespace CnnGen;

/// <summary>
/// Where the pixels of an image come from when it is turned, moved, sheared or scaled: of a pixel at (x, y) from the image's centre (A·x + B·y + Right,
/// C·x + D·y + Down) from there.
/// </summary>
internal readonly record struct AffineWarp(double A, double B, double C, double D, double Right, double Down)
{
    /// <summary>Moves all pixels to the right and down, by whole pixels or parts of them.</summary>
    public static AffineWarp Shift(double right, double down) => new(1, 0, 0, 1, -right, -down);

    /// <summary>Turns counter-clockwise, as seen with rows going down.</summary>
    public static AffineWarp Rotation(double degrees)
    {
        (double sine, double cosine) = Math.SinCos(degrees * Math.PI / 180);
        return new AffineWarp(cosine, -sine, sine, cosine, 0, 0);
    }

    /// <summary>The rectangle from <paramref name="top"/> and <paramref name="left"/> on fills the image.</summary>
    public static AffineWarp Crop(int imageHeight, int imageWidth, double top, double left, double height, double width) =>
        new(width / imageWidth, 0, 0, height / imageHeight, left + (width / 2) - (imageWidth / 2d), top + (height / 2) - (imageHeight / 2d));

    /// <summary>
    /// Scaled, sheared by two angles, turned, and moved, in this order. The matrix is the inverse of torchvision's
    /// <c>RandomAffine</c>: rotation · shear in y · shear in x · scale.
    /// </summary>
    public static AffineWarp Of(double degrees, double scale, double shearX, double shearY, double right, double down)
    {
        const double Radian = Math.PI / 180;
        (double turn, double x, double y) = (degrees * Radian, shearX * Radian, shearY * Radian);
        double a = Math.Cos(turn - y) / Math.Cos(y);
        double b = (-Math.Cos(turn - y) * Math.Tan(x) / Math.Cos(y)) - Math.Sin(turn);
        double c = Math.Sin(turn - y) / Math.Cos(y);
        double d = (-Math.Sin(turn - y) * Math.Tan(x) / Math.Cos(y)) + Math.Cos(turn);
        (double ia, double ib, double ic, double id) = (d / scale, -b / scale, -c / scale, a / scale);
        return new AffineWarp(ia, ib, ic, id, -(ia * right) - (ib * down), -(ic * right) - (id * down));
    }

    /// <summary>Where a point goes, from the centre.</summary>
    public (double X, double Y) Forward(double x, double y)
    {
        double determinant = (A * D) - (B * C);
        (double dx, double dy) = (x - Right, y - Down);
        return (((D * dx) - (B * dy)) / determinant, ((A * dy) - (C * dx)) / determinant);
    }
}
