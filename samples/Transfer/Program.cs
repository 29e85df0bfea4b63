using System.Globalization;
using CnnGen;
using CnnGen.Imaging;
using CnnGen.Runtime;
using Transfer;

// From a few pictures and a network that was trained for something else to a classifier, and a page that shows what it looks at.
//   dotnet run -c Release --project samples/Transfer              trains and writes out/transfer/report.html
//   dotnet run -c Release --project samples/Transfer -- pretrain  makes shapes.safetensors again
//   dotnet run -c Release --project samples/Transfer -- paint     makes the folder pictures again
//   dotnet run -c Release --project samples/Transfer -- loader    how fast pictures are decoded, and how long training waits for them
//   dotnet run -c Release --project samples/Transfer -- sheets samples/Edges/images/astronaut.png samples/Edges/images/camera.png docs/images/augmentations
string command = args.Length == 0 ? "train" : args[0];
string output = args.Length > 1 ? args[1] : command switch
{
    "pretrain" => "shapes.safetensors",
    "paint" => "pictures",
    _ => Path.Combine("out", "transfer"),
};
switch (command)
{
    case "train":
        return Training.Run(output);
    case "pretrain":
        return Pretraining.Run(output);
    case "paint":
        PaintPictures(output);
        return 0;
    case "loader":
        return LoaderFigures.Run();
    case "sheets" when args.Length == 4:
        AugmentationSheets.Write(args[1], args[2], args[3]);
        return 0;
    default:
        Console.Error.WriteLine("Usage: Transfer [train | pretrain | paint] [output] | loader | sheets <photograph> <another> <folder>");
        return 2;
}

static void PaintPictures(string folder)
{
    const int PicturesOfAThing = 24;
    foreach (Drawing thing in Drawing.Things)
    {
        Directory.CreateDirectory(Path.Combine(folder, thing.Name));
        for (int i = 0; i < PicturesOfAThing; i++)
        {
            RandomSource random = new(7, RandomSource.StreamOf(thing.Name) + (ulong)i);
            int height = 56 + random.NextInt(20);
            int width = 56 + random.NextInt(20);
            Image picture = Painter.Paint(thing, height, width, ref random);
            ImageFile.Save(picture, Path.Combine(folder, thing.Name, string.Create(CultureInfo.InvariantCulture, $"{i + 1:00}.jpg")), quality: 85);
        }
    }
}
