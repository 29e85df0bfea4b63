using CnnGen.Geometry;

namespace CnnGen.Generator.Machine;

/// <summary>Zeros around the rows and columns of a buffer, so that a window needs no test at the edge.</summary>
internal readonly record struct Border(int Top, int Bottom, int Left, int Right)
{
    public bool IsNone => Top == 0 && Bottom == 0 && Left == 0 && Right == 0;

    public static Border Of(WindowAxis vertical, WindowAxis horizontal) => new(vertical.Before, vertical.After, horizontal.Before, horizontal.After);

    /// <summary>The smallest border that serves both.</summary>
    public Border Union(Border other) =>
        new(Math.Max(Top, other.Top), Math.Max(Bottom, other.Bottom), Math.Max(Left, other.Left), Math.Max(Right, other.Right));
}
