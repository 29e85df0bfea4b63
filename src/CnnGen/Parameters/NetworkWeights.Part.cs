namespace CnnGen;

public sealed unsafe partial class NetworkWeights
{
    /// <summary>
    /// Takes the tensors of a safetensors file that this network has, and leaves the others as they are: a backbone that was trained for another task, or a
    /// part of it. Counts and names are reported; if the file is damaged or a tensor has another shape, nothing is changed.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="selection">Which tensors, and how names of the file become names of the network; null for all, by the same names.</param>
    /// <exception cref="WeightFileException">
    /// The file is damaged, a tensor has another shape in the network (unless <see cref="WeightSelection.SkipsOtherShapes"/>), or not one tensor was taken.
    /// </exception>
    public WeightReport LoadPart(string path, WeightSelection? selection = null)
    {
        using FileStream stream = File.OpenRead(path);
        return LoadPart(stream, selection, path);
    }

    /// <summary>As <see cref="LoadPart(string, WeightSelection?)"/>, from a stream, which is read to its end.</summary>
    /// <param name="stream">The file's content.</param>
    /// <param name="selection">Which tensors, and how names of the file become names of the network; null for all, by the same names.</param>
    /// <param name="name">What error messages call the stream.</param>
    /// <exception cref="WeightFileException">As there.</exception>
    public WeightReport LoadPart(Stream stream, WeightSelection? selection = null, string name = "stream")
    {
        var file = SafetensorsFile.Read(stream, name);
        WeightReport report = WeightReport.Of(Info, file, selection ?? new WeightSelection(), name);
        foreach ((ParameterTensor parameter, SafetensorsTensor tensor) in report.Pairs)
        {
            tensor.ToFloats().CopyTo(this[parameter]);
        }

        MarkChanged();
        return report;
    }
}
