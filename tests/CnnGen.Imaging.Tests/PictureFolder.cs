using CnnGen.Runtime;
using CnnGen.Testing;

namespace CnnGen.Imaging.Tests;

/// <summary>A folder for each of three colours, with pictures of many sizes in which that colour is bright.</summary>
internal sealed class PictureFolder : IDisposable
{
    public static readonly string[] Names = ["blue", "green", "red"];

    private readonly TemporaryFolder _folder = new("pictures");

    public PictureFolder(int picturesOfAClass = 10)
    {
        RandomSource random = new(1);
        for (int label = 0; label < Names.Length; label++)
        {
            Directory.CreateDirectory(In(Names[label]));
            for (int i = 0; i < picturesOfAClass; i++)
            {
                Image picture = new(20 + random.NextInt(20), 20 + random.NextInt(20), 3);
                for (int value = 0; value < picture.Pixels.Length; value++)
                {
                    picture.Pixels[value] = (byte)(random.NextInt(120) + (value % 3 == 2 - label ? 130 : 40));
                }

                ImageFile.Save(picture, In(Names[label], $"{i:00}.{(i % 2 == 0 ? "jpg" : "png")}"));
            }
        }
    }

    public string Root => _folder.Path;

    public string In(params string[] parts) => Path.Combine([_folder.Path, .. parts]);

    public void Dispose() => _folder.Dispose();
}
