namespace CnnGen.Runtime;

/// <summary>The arguments of one call of <see cref="TrainingPhase.Reduce"/>.</summary>
public unsafe struct WholeBatch
{
    /// <summary>Number of images.</summary>
    public int Images;

    /// <summary>What the images contributed, image after image.</summary>
    public float* Contributions;

    /// <summary>Floats of one image's contributions.</summary>
    public int ContributionsLength;

    /// <summary>Receives values of the whole batch; those of earlier phases are there already.</summary>
    public float* Values;

    /// <summary>The tensors, as in <see cref="NetworkWeights"/>; running averages are changed.</summary>
    public float* Weights;

    /// <summary>Receives gradients that come from sums over the whole batch; laid out as the parameters.</summary>
    public float* Gradient;
}
