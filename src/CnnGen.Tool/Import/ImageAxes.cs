namespace CnnGen.Tool.Import;

/// <summary>Axes of images as arguments of layers.</summary>
internal static class ImageAxes
{
    /// <summary>The axis that a role means: H, W or C.</summary>
    public static Argument Of(char role) => new ConstantArgument("ImageAxis." + role switch
    {
        'H' => "Rows",
        'W' => "Columns",
        _ => "Channels",
    });
}
