namespace CnnGen.Imaging;

/// <summary>
/// Pictures in files, decoded when they are needed: ahead, on threads of their own, while training computes. The files may be many more than memory holds.
/// </summary>
/// <remarks>The same files give the same images, whatever the number of <see cref="Workers"/>.</remarks>
public sealed class ImageFileDataset : Dataset
{
    private static readonly string[] s_extensions = [".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tga"];

    private readonly LabelledFile[] _files;
    private readonly string[] _classNames;
    private readonly byte[]?[] _kept;

    /// <summary>Takes files and their classes.</summary>
    /// <param name="files">The files.</param>
    /// <param name="classNames">What the classes are called, in the order of their indices.</param>
    /// <param name="preprocessing">How pictures become images of one size.</param>
    /// <param name="broken">What happens to files that are no pictures.</param>
    /// <exception cref="ArgumentException">A label is that of no class.</exception>
    /// <exception cref="DataFileException">No file is left.</exception>
    public ImageFileDataset(
        IReadOnlyList<LabelledFile> files, IReadOnlyList<string> classNames, ImagePreprocessing preprocessing, BrokenImages broken = BrokenImages.Refuse)
    {
        foreach (LabelledFile file in files)
        {
            if ((uint)file.Label >= (uint)classNames.Count)
            {
                throw new ArgumentException($"{file.Path}: the label is {file.Label}; classes are 0 to {classNames.Count - 1}.", nameof(files));
            }
        }

        Preprocessing = preprocessing;
        _classNames = [.. classNames];
        SkippedFile?[] problems = broken == BrokenImages.Skip ? Check(files) : new SkippedFile?[files.Count];
        _files = [.. files.Where((_, i) => problems[i] is null)];
        Skipped = [.. problems.OfType<SkippedFile>()];
        _kept = new byte[]?[_files.Length];
        if (_files.Length == 0)
        {
            string skipped = Skipped.Count == 0 ? "" : $"; {Skipped.Count} files are broken, the first is {Skipped[0].Path} ({Skipped[0].Reason})";
            throw new DataFileException($"There are no pictures{skipped}.");
        }
    }

    /// <summary>The files whose pictures are read, in the order of the indices.</summary>
    public IReadOnlyList<LabelledFile> Files => _files;

    /// <summary>The files that were left out, with <see cref="BrokenImages.Skip"/>.</summary>
    public IReadOnlyList<SkippedFile> Skipped { get; }

    /// <summary>How pictures become images of one size.</summary>
    public ImagePreprocessing Preprocessing { get; }

    /// <summary>Whether images are kept in memory once they were decoded, a byte a value: for sets that are small enough.</summary>
    public bool KeepInMemory { get; init; }

    /// <summary>Threads that decode ahead; the processor count unless set. 0 decodes when a batch is needed, on the threads of training.</summary>
    public int ReadAheadThreads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = Environment.ProcessorCount;

    /// <inheritdoc/>
    public override int Workers => ReadAheadThreads;

    /// <inheritdoc/>
    public override int Count => _files.Length;

    /// <inheritdoc/>
    public override int ImageHeight => Preprocessing.Height;

    /// <inheritdoc/>
    public override int ImageWidth => Preprocessing.Width;

    /// <inheritdoc/>
    public override int ImageChannels => Preprocessing.Channels;

    /// <inheritdoc/>
    public override TargetKind TargetKind => TargetKind.Label;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames => _classNames;

    /// <inheritdoc/>
    public override Normalization? Normalization => Preprocessing.Normalization;

    /// <summary>Finds pictures in a folder for each class: <c>cats/*.jpg</c>, <c>dogs/*.jpg</c>, folders below included.</summary>
    /// <param name="root">The folder that contains the folders. Their names, in ordinal order, are those of the classes.</param>
    /// <param name="preprocessing">How pictures become images of one size.</param>
    /// <param name="broken">What happens to files that are no pictures.</param>
    /// <remarks>Files count whose names end in <c>.jpg</c>, <c>.jpeg</c>, <c>.png</c>, <c>.bmp</c>, <c>.gif</c> or <c>.tga</c>. Hidden ones do not.</remarks>
    /// <exception cref="DataFileException">There are no folders, or one without pictures.</exception>
    public static ImageFileDataset FromFolder(string root, ImagePreprocessing preprocessing, BrokenImages broken = BrokenImages.Refuse)
    {
        string[] folders = Sorted(Directory.GetDirectories(root));
        if (folders.Length == 0)
        {
            throw new DataFileException($"{root}: contains no folders; one for each class is expected.");
        }

        List<LabelledFile> files = [];
        for (int label = 0; label < folders.Length; label++)
        {
            int before = files.Count;
            foreach (string path in Sorted(Directory.GetFiles(folders[label], "*", SearchOption.AllDirectories)))
            {
                if (!Path.GetFileName(path).StartsWith('.') && s_extensions.Contains(Path.GetExtension(path).ToLowerInvariant()))
                {
                    files.Add(new LabelledFile(path, label));
                }
            }

            if (files.Count == before)
            {
                throw new DataFileException($"{folders[label]}: contains no pictures.");
            }
        }

        return new ImageFileDataset(files, [.. folders.Select(folder => Path.GetFileName(folder)!)], preprocessing, broken);
    }

    /// <summary>Reads a list of files: lines of a path and the name of a class, <c>pictures/1.jpg,cat</c>.</summary>
    /// <param name="path">The list, UTF-8. Paths in it are relative to its folder.</param>
    /// <param name="preprocessing">How pictures become images of one size.</param>
    /// <param name="hasHeader">Whether the first line names the columns.</param>
    /// <param name="broken">What happens to files that are no pictures.</param>
    /// <remarks>
    /// Values may be in quotes, as RFC 4180 says; further columns are ignored. Classes are in ordinal order, or by number where all names are numbers.
    /// </remarks>
    /// <exception cref="DataFileException">A line has no two values, or names a file that is absent.</exception>
    public static ImageFileDataset FromCsv(
        string path, ImagePreprocessing preprocessing, bool hasHeader = true, BrokenImages broken = BrokenImages.Refuse)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        List<(string Path, string Class)> lines = [];
        foreach ((int number, IReadOnlyList<string> values) in CsvReader.Read(path).Skip(hasHeader ? 1 : 0))
        {
            string file = Path.Combine(folder, values[0]);
            if (values.Count < 2 || values[1].Length == 0)
            {
                throw new DataFileException($"{path}, line {number}: a path and the name of a class are expected, not \"{string.Join(',', values)}\".");
            }

            if (!File.Exists(file))
            {
                throw new DataFileException($"{path}, line {number}: there is no file {file}.");
            }

            lines.Add((file, values[1]));
        }

        string[] names = [.. lines.Select(line => line.Class).Distinct()];
        names = names.All(name => int.TryParse(name, out _)) ? [.. names.OrderBy(int.Parse)] : Sorted(names);
        return new ImageFileDataset([.. lines.Select(line => new LabelledFile(line.Path, Array.IndexOf(names, line.Class)))], names, preprocessing, broken);
    }

    /// <summary>The picture of an index as it is in its file, upright.</summary>
    /// <exception cref="ImageFileException">The file cannot be read.</exception>
    public Image LoadPicture(int index) => ImageFile.Load(_files[index].Path);

    /// <inheritdoc/>
    public override int Label(int index) => _files[index].Label;

    /// <inheritdoc/>
    public override void CopyImage(int index, Span<float> destination)
    {
        byte[] pixels = _kept[index] ?? Preprocessing.Prepare(LoadPicture(index)).Pixels;
        if (KeepInMemory)
        {
            _kept[index] = pixels;
        }

        Preprocessing.ToFloats(pixels, destination);
    }

    private static string[] Sorted(string[] names)
    {
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    private static SkippedFile?[] Check(IReadOnlyList<LabelledFile> files)
    {
        var problems = new SkippedFile?[files.Count];
        Parallel.For(0, files.Count, i =>
        {
            try
            {
                ImageFile.Load(files[i].Path);
            }
            catch (ImageFileException broken)
            {
                problems[i] = new SkippedFile(files[i].Path, broken.Message);
            }
        });
        return problems;
    }
}
