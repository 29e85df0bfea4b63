namespace CnnGen.Runtime;

/// <summary>The lengths of what is given to a network, and what to say when they are wrong.</summary>
internal static class ArgumentCheck
{
    /// <summary>The number of images in an input.</summary>
    public static int Images(NetworkInfo info, int inputLength)
    {
        int images = inputLength / info.InputLength;
        if (images == 0 || images * info.InputLength != inputLength)
        {
            throw new ArgumentException(
                $"{info.Name}: the input has {inputLength} values, which is not a whole number of images: an image has "
                + $"{info.InputHeight} × {info.InputWidth} × {info.InputChannels} = {info.InputLength}, so "
                + $"{Multiple(Math.Max(1, images), info.InputLength)} or {Multiple(images == 0 ? 2 : images + 1, info.InputLength)} would do.",
                "input");
        }

        return images;
    }

    /// <summary>The exception for an input of any length but one image.</summary>
    public static ArgumentException NotOneImage(NetworkInfo info, int inputLength) => new(
        $"{info.Name}: the input has {inputLength} values; one image has {info.InputHeight} × {info.InputWidth} × {info.InputChannels} = {info.InputLength}.",
        "input");

    /// <summary>Refuses an output that is not as long as the images' outputs.</summary>
    public static void Output(NetworkInfo info, int images, int outputLength)
    {
        if (outputLength != (long)images * info.OutputLength)
        {
            throw new ArgumentException($"{info.Name}: the output has {outputLength} values; {Outputs(images, info.OutputLength)} are needed.", "output");
        }
    }

    /// <summary>The exception for an output that shares memory with the input: layers may write it while others still read.</summary>
    public static ArgumentException Overlap(NetworkInfo info) =>
        new($"{info.Name}: the output shares memory with the input; give it memory of its own.", "output");

    /// <summary>Refuses targets of the wrong kind, number or range.</summary>
    public static void Targets(NetworkInfo info, TargetKind kind, int images, Targets targets)
    {
        if (!targets.SecondLabels.IsEmpty)
        {
            SecondLabels(info, kind, images, targets);
        }

        if (info.Losses.Count > 0)
        {
            DeclaredLosses(info, images, targets);
        }
        else if (kind == TargetKind.Label)
        {
            Labels(info, images, targets);
            LabelOptions(info, targets, info.OutputLength, null);
        }
        else if (targets.ClassWeights.Length > 0 || targets.LabelSmoothing != 0)
        {
            throw new ArgumentException(
                $"{info.Name}: class weights and label smoothing need a loss that compares labels; its loss compares values.",
                "targets");
        }
        else if (targets.Labels.Length > 0)
        {
            throw new ArgumentException($"{info.Name}: its loss compares values, but {targets.Labels.Length} labels were given.", "targets");
        }
        else if (targets.Values.Length != (long)images * info.OutputLength)
        {
            throw new ArgumentException(
                $"{info.Name}: there are {targets.Values.Length} target values; {Outputs(images, info.OutputLength)} are needed.", "targets");
        }
    }

    /// <summary>Refuses a gradient that is not as long as the weights.</summary>
    public static void Gradient(NetworkInfo info, int weightsLength, int gradientLength)
    {
        if (gradientLength != weightsLength)
        {
            throw new ArgumentException(
                $"{info.Name}: the gradient has {gradientLength} values; it is laid out as Weights.Trainable, which has {weightsLength}.", "gradient");
        }
    }

    /// <summary>Refuses a batch that leaves a batch norm with one value a channel.</summary>
    public static void SeveralImages(NetworkInfo info, string? normOfOnePixel, int images)
    {
        if (images == 1 && normOfOnePixel is not null)
        {
            throw new ArgumentException(
                $"{info.Name}: {normOfOnePixel} normalises over the batch, and one image gives it a single value a channel, which has no variance; "
                + "at least 2 images are needed, in the last batch of an epoch too.",
                "input");
        }
    }

    /// <summary>Why a label cannot be one of an image's, or null.</summary>
    /// <param name="info">The network.</param>
    /// <param name="labels">All labels of one image.</param>
    /// <param name="image">Its number, for the message.</param>
    public static string? WrongLabel(NetworkInfo info, ReadOnlySpan<int> labels, string image)
    {
        int offset = 0;
        foreach (LossInfo loss in info.Losses)
        {
            for (int position = 0; loss.TakesLabels && position < loss.Positions; position++)
            {
                int label = labels[offset + position];
                if ((uint)label >= (uint)loss.Length && label != loss.IgnoreLabel)
                {
                    string where = loss.Positions == 1 ? $"the label of {image}" : $"label {position} of {image}";
                    string ignored = loss.IgnoreLabel is { } some ? $", and {some} does not count" : "";
                    return $"{info.Name}: {where} for {loss.Name} is {label}; classes are 0 to {loss.Length - 1}{ignored}.";
                }
            }

            offset += loss.TakesLabels ? loss.Positions : 0;
        }

        return null;
    }

    /// <summary>Why images of a network cannot have two labels, or null.</summary>
    public static string? WhyNoSecondLabels(NetworkInfo info, TargetKind kind)
    {
        bool isPlain = kind == TargetKind.Label && info.LabelLength == 1
            && (info.Losses.Count == 0 || (info.Losses.Count == 1 && info.Losses[0] is { Positions: 1, IgnoreLabel: null, ClassWeights.Count: 0 }));
        return isPlain
            ? null
            : $"{info.Name}: images with two labels need an only loss that compares one label an image, without class weights and labels to ignore.";
    }

    private static void SecondLabels(NetworkInfo info, TargetKind kind, int images, Targets targets)
    {
        if (WhyNoSecondLabels(info, kind) is { } why)
        {
            throw new ArgumentException(why, "targets");
        }

        if (targets.ClassWeights.Length > 0)
        {
            throw new ArgumentException($"{info.Name}: class weights and images with two labels do not go together.", "targets");
        }

        if (targets.SecondLabels.Length != images || targets.SecondShare is not (>= 0 and <= 1))
        {
            throw new ArgumentException(
                $"{info.Name}: there are {targets.SecondLabels.Length} second labels, which count {targets.SecondShare}; {images} are needed, and a share "
                + $"from 0 to 1.", "targets");
        }

        foreach (int label in targets.SecondLabels)
        {
            if ((uint)label >= (uint)info.OutputLength)
            {
                throw new ArgumentException($"{info.Name}: a second label is {label}; classes are 0 to {info.OutputLength - 1}.", "targets");
            }
        }
    }

    private static void DeclaredLosses(NetworkInfo info, int images, Targets targets)
    {
        if (targets.Labels.Length != (long)images * info.LabelLength || targets.Values.Length != (long)images * info.TargetLength)
        {
            throw new ArgumentException(
                $"{info.Name}: there are {targets.Labels.Length} labels and {targets.Values.Length} target values for {images} "
                + $"{(images == 1 ? "image" : "images")}; its losses compare "
                + $"{info.LabelLength} labels and {info.TargetLength} values of each.",
                "targets");
        }

        for (int image = 0; image < images; image++)
        {
            if (WrongLabel(info, targets.Labels.Slice(image * info.LabelLength, info.LabelLength), $"image {image}") is { } wrong)
            {
                throw new ArgumentException(wrong, "targets");
            }
        }

        if (targets.ClassWeights.Length == 0 && targets.LabelSmoothing == 0)
        {
            return;
        }

        if (info.Losses.Count > 1 || info.LabelLength == 0)
        {
            throw new ArgumentException(
                $"{info.Name}: class weights and label smoothing of a batch need an only loss that compares labels; declare them on the losses.", "targets");
        }

        LabelOptions(info, targets, info.Losses[0].Length, info.Losses[0].IgnoreLabel);
    }

    private static void Labels(NetworkInfo info, int images, Targets targets)
    {
        if (targets.Values.Length > 0)
        {
            throw new ArgumentException($"{info.Name}: its loss compares labels, but {targets.Values.Length} target values were given.", "targets");
        }

        if (targets.Labels.Length != images)
        {
            throw new ArgumentException($"{info.Name}: there are {targets.Labels.Length} labels for {images} images.", "targets");
        }

        for (int image = 0; image < images; image++)
        {
            if ((uint)targets.Labels[image] >= (uint)info.OutputLength)
            {
                throw new ArgumentException(
                    $"{info.Name}: the label of image {image} is {targets.Labels[image]}; classes are 0 to {info.OutputLength - 1}.", "targets");
            }
        }
    }

    private static void LabelOptions(NetworkInfo info, Targets targets, int classes, int? ignored)
    {
        if (targets.LabelSmoothing is not (>= 0 and < 1))
        {
            throw new ArgumentException($"{info.Name}: label smoothing is {targets.LabelSmoothing}; it can be from 0 to below 1.", "targets");
        }

        if (targets.ClassWeights.Length == 0)
        {
            return;
        }

        if (targets.ClassWeights.Length != classes)
        {
            throw new ArgumentException($"{info.Name}: there are {targets.ClassWeights.Length} class weights for {classes} classes.", "targets");
        }

        float counted = 0;
        foreach (float weight in targets.ClassWeights)
        {
            if (!(weight >= 0 && float.IsFinite(weight)))
            {
                throw new ArgumentException($"{info.Name}: a class weight is {weight}; it can be any finite number from 0.", "targets");
            }
        }

        foreach (int label in targets.Labels)
        {
            counted += label == ignored ? 0 : targets.ClassWeights[label];
        }

        if (counted == 0)
        {
            throw new ArgumentException(
                $"{info.Name}: all {targets.Labels.Length} images of the batch are of classes whose weight is 0; their mean loss is not defined.",
                "targets");
        }
    }

    private static string Multiple(long images, int length) => images == 1 ? $"{length}" : $"{images} × {length} = {images * length}";

    private static string Outputs(long images, int length) =>
        $"{images} {(images == 1 ? "image" : "images")} × {length} {(length == 1 ? "output" : "outputs")} = {images * length}";
}
