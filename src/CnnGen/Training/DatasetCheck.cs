namespace CnnGen;

/// <summary>Refuses data that a network cannot take.</summary>
internal static class DatasetCheck
{
    /// <summary>Compares image sizes.</summary>
    public static void Images(NetworkInfo info, Dataset data)
    {
        if (data.Count < 1)
        {
            throw new ArgumentException($"{info.Name}: the data has no images.", nameof(data));
        }

        if (data.ImageHeight != info.InputHeight || data.ImageWidth != info.InputWidth || data.ImageChannels != info.InputChannels)
        {
            throw new ArgumentException(
                $"{info.Name} takes images of {info.InputHeight} × {info.InputWidth} × {info.InputChannels}; those of the data are "
                + $"{data.ImageHeight} × {data.ImageWidth} × {data.ImageChannels} (height × width × channels).",
                nameof(data));
        }
    }

    /// <summary>Compares image sizes and kinds of target.</summary>
    public static void ImagesAndTargets(NetworkInfo info, TargetKind kind, Dataset data)
    {
        Images(info, data);
        if (data.TargetKind != kind)
        {
            throw new ArgumentException($"{info.Name}: its loss compares {Name(kind)}, but the data has {Name(data.TargetKind)}.", nameof(data));
        }

        if (kind != TargetKind.Label && data.TargetLength != 0 && data.TargetLength != info.TargetLength)
        {
            string which = info.Losses.Count == 0 ? ", one for each output" : "";
            throw new ArgumentException(
                $"{info.Name}: {info.TargetLength} target values an image are needed{which}; the data has {data.TargetLength}.", nameof(data));
        }

        if (kind != TargetKind.Values && data.LabelLength != info.LabelLength)
        {
            throw new ArgumentException($"{info.Name}: {info.LabelLength} labels an image are needed; the data has {data.LabelLength}.", nameof(data));
        }
    }

    private static string Name(TargetKind kind) => kind switch
    {
        TargetKind.Label => "labels",
        TargetKind.Values => "target values",
        _ => "labels and target values",
    };
}
