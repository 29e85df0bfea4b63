namespace Transfer;

/// <summary>Something that can be painted: of each point from (−1, −1) to (1, 1), rows going down, the part that covers it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Turn">How far it may be turned, in radians from one side to the other.</param>
/// <param name="Part">The part that covers a point; −1 for none.</param>
internal sealed record Drawing(string Name, double Turn, Func<double, double, int> Part)
{
    public const int MostParts = 3;

    private const double Anyhow = 2 * Math.PI;
    private const double Nearly = 0.7;

    /// <summary>The ten shapes that the backbone is trained with.</summary>
    public static Drawing[] Shapes { get; } =
    [
        new("circle", 0, (x, y) => Disc(x, y, 0, 0, 0.8) ? 0 : -1),
        new("ring", 0, (x, y) => Disc(x, y, 0, 0, 0.8) && !Disc(x, y, 0, 0, 0.45) ? 0 : -1),
        new("square", Nearly, (x, y) => Box(x, y, 0, 0, 0.65, 0.65) ? 0 : -1),
        new("triangle", Anyhow, (x, y) => Triangle(x, y, 0, -0.8, 0.8, 1.5) ? 0 : -1),
        new("star", Anyhow, (x, y) => Star(x, y, 5, 0.85, 0.35) ? 0 : -1),
        new("cross", Nearly, (x, y) => Box(x, y, 0, 0, 0.8, 0.25) || Box(x, y, 0, 0, 0.25, 0.8) ? 0 : -1),
        new("moon", Anyhow, (x, y) => Disc(x, y, 0, 0, 0.8) && !Disc(x, y, 0.4, 0, 0.65) ? 0 : -1),
        new("arrow", Anyhow, (x, y) => Box(x, y, 0, 0.3, 0.18, 0.55) || Triangle(x, y, 0, -0.85, 0.6, 0.7) ? 0 : -1),
        new("hexagon", Anyhow, (x, y) => Star(x, y, 6, 0.8, 0.7) ? 0 : -1),
        new("bars", Nearly, (x, y) => Box(x, y, 0, -0.5, 0.8, 0.16) || Box(x, y, 0, 0, 0.8, 0.16) || Box(x, y, 0, 0.5, 0.8, 0.16) ? 0 : -1),
    ];

    /// <summary>The five things of the folder pictures, which the backbone has never seen.</summary>
    public static Drawing[] Things { get; } =
    [
        new("cup", Nearly, (x, y) => Box(x, y, -0.1, 0, 0.45, 0.6) ? 0 : Disc(x, y, 0.4, 0, 0.4) && !Disc(x, y, 0.4, 0, 0.24) && x > 0.3 ? 1 : -1),
        new("fish", Nearly, (x, y) => Disc(x, y, -0.5, -0.1, 0.08) ? 2 : Ellipse(x, y, -0.2, 0, 0.65, 0.38) ? 0
            : Triangle(-y, x, 0, 0.15, 0.45, 0.65) ? 1 : -1),
        new("house", Nearly, (x, y) => Box(x, y, 0.1, 0.5, 0.14, 0.28) ? 2 : Box(x, y, 0, 0.3, 0.55, 0.48) ? 0 : Triangle(x, y, 0, -0.85, 0.75, 0.7) ? 1 : -1),
        new("key", Anyhow, (x, y) => Disc(x, y, -0.5, 0, 0.35) && !Disc(x, y, -0.5, 0, 0.18) ? 0
            : Box(x, y, 0.3, 0, 0.5, 0.09) || Box(x, y, 0.7, 0.16, 0.07, 0.16) || Box(x, y, 0.45, 0.13, 0.07, 0.13) ? 0 : -1),
        new("tree", Nearly, (x, y) => Triangle(x, y, 0, -0.9, 0.45, 0.6) || Triangle(x, y, 0, -0.6, 0.6, 0.75) || Triangle(x, y, 0, -0.3, 0.72, 0.8) ? 0
            : Box(x, y, 0, 0.7, 0.12, 0.25) ? 1 : -1),
    ];

    private static bool Disc(double x, double y, double centreX, double centreY, double radius) => Ellipse(x, y, centreX, centreY, radius, radius);

    private static bool Ellipse(double x, double y, double centreX, double centreY, double width, double height) =>
        Math.Pow((x - centreX) / width, 2) + Math.Pow((y - centreY) / height, 2) < 1;

    private static bool Box(double x, double y, double centreX, double centreY, double width, double height) =>
        Math.Abs(x - centreX) < width && Math.Abs(y - centreY) < height;

    private static bool Triangle(double x, double y, double topX, double top, double width, double height) =>
        y > top && y < top + height && Math.Abs(x - topX) < width * (y - top) / height;

    private static bool Star(double x, double y, int points, double outer, double inner)
    {
        double angle = (Math.Atan2(y, x) + (2 * Math.PI)) % (2 * Math.PI / points) / (Math.PI / points);
        double share = Math.Abs(angle - 1);
        return Math.Sqrt((x * x) + (y * y)) < inner + ((outer - inner) * share);
    }
}
