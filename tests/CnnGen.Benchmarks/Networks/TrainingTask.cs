namespace CnnGen.Benchmarks.Networks;

/// <summary>What both sides of a training comparison do: the same steps from the same weights on the same images, in their order.</summary>
internal sealed record TrainingTask(string Network, int Batch, float LearningRate, float Momentum)
{
    /// <summary>Steps whose losses are compared before anything is timed.</summary>
    public const int CheckedSteps = 20;
}
