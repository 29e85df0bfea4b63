using CnnGen.Geometry;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Tests.Pictures;

/// <summary>The pictures of docs/layers.md, which are made here.</summary>
public class WindowPictureTests
{
    [Theory]
    [InlineData("window-valid", 5, 3, 1, 1, 0, 0)]
    [InlineData("window-same", 5, 3, 1, 1, 1, 1)]
    [InlineData("window-stride", 6, 3, 2, 1, 0, 0)]
    [InlineData("window-dilation", 7, 3, 1, 2, 0, 0)]
    public void ThePicturesOfTheDocumentation_ShowTheArithmeticOfTheCompiler(string name, int n, int f, int s, int d, int before, int after) =>
        Snapshot.MatchFile(WindowPicture.Draw(new WindowAxis(n, f, s, d, before, after)), Path.Combine(Repository.Root, "docs", "images", name + ".svg"));
}
