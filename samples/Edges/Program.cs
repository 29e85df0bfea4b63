using CnnGen;
using Edges;

const int BadInput = 2;
string[] names = ["camera", "astronaut"];

if (args is not ([] or ["--out", { Length: > 0 }]))
{
    Console.Error.WriteLine("usage: Edges [--out FOLDER]");
    return BadInput;
}

string folder = args is [_, var given] ? given : Path.Combine("artifacts", "edges");
try
{
    Directory.CreateDirectory(folder);
    ContactSheet sheet = new(names.Length);
    int count = 0;
    foreach (string name in names)
    {
        Image picture = Image.Load(Path.Combine(AppContext.BaseDirectory, "images", name + ".png"));
        List<(string Step, Image[] Planes)> steps = [];
        FeatureMaps[] maps = FeatureMaps.Compute(picture);
        foreach (FeatureMaps map in maps)
        {
            // The convolution's answers set the scale of all steps, so that they can be compared.
            bool isSigned = map == maps[0];
            Image[] planes = [.. Enumerable.Range(0, EdgeKernels.Count).Select(kernel => map.Draw(kernel, maps[0].Strongest(kernel), isSigned))];
            steps.Add((map.Step, planes));
            for (int kernel = 0; kernel < planes.Length; kernel++, count++)
            {
                planes[kernel].Save(Path.Combine(folder, $"{name}-{EdgeKernels.Names[kernel]}-{map.Step}.png"));
            }
        }

        sheet.Add(name, picture, steps);
        string shape = $"{picture.Height}×{picture.Width}×{picture.Channels}";
        Console.WriteLine($"{name}: {shape}, {EdgeKernels.Count} kernels, {string.Join(", ", steps.Select(step => step.Step))}");
    }

    File.WriteAllText(Path.Combine(folder, "contact-sheet.svg"), sheet.ToString());
    Console.WriteLine($"{count} pictures and contact-sheet.svg written to {folder}");
    return 0;
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"error: {error.Message}");
    return BadInput;
}
