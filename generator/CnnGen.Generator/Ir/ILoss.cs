namespace CnnGen.Generator.Ir;

/// <summary>An operator that training makes small.</summary>
internal interface ILoss
{
    /// <summary>Whether targets are class indices, not values.</summary>
    bool TakesLabel { get; }

    /// <summary>Whether the loss applies a softmax or sigmoid itself: then it reads scores, and what the network gives are probabilities.</summary>
    bool ReadsLogits { get; }

    /// <summary>Targets an image, for a value of a shape: labels or values.</summary>
    int TargetLength(TensorShape input);
}
