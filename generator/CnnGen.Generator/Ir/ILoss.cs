namespace CnnGen.Generator.Ir;

/// <summary>An operator that training makes small.</summary>
internal interface ILoss
{
    /// <summary>Whether the target is a class index, not a vector of values.</summary>
    bool TakesLabel { get; }

    /// <summary>Whether the loss applies a softmax itself: then it reads scores, and the network's output is a softmax of them.</summary>
    bool IncludesSoftmax { get; }
}
