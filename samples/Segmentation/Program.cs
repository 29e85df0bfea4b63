using Segmentation;

// A class for each pixel: a U-Net learns to find discs, squares and triangles, and a page shows what it answers.
//   dotnet run -c Release --project samples/Segmentation [-- folder [--short]]
string[] unknown = [.. args.Where(argument => argument.StartsWith('-') && argument != "--short")];
string[] folders = [.. args.Where(argument => !argument.StartsWith('-'))];
if (unknown.Length > 0 || folders.Length > 1)
{
    Console.Error.WriteLine("Usage: Segmentation [folder] [--short]");
    return 2;
}

return Training.Run(folders.Length == 1 ? folders[0] : Path.Combine("out", "segmentation"), isShort: args.Contains("--short"));
