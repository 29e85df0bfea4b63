using CnnGen;

namespace Mnist.Training;

/// <summary>How LeNet-5 is trained here.</summary>
/// <remarks>
/// The learning rate depends on the number of the epoch and on nothing else, above all not on how many epochs are planned: a run of one epoch that is resumed
/// up to fifteen takes the same steps as one that was begun with fifteen.
/// </remarks>
internal static class Recipe
{
    private const double LearningRate = 0.05;
    private const double Momentum = 0.9;
    private const double RateDecay = 0.8;

    /// <summary>Pixels to each side: as far as the digits of MNIST differ in their place.</summary>
    private const int Shift = 1;

    /// <summary>A new optimizer; a trainer takes one of its own.</summary>
    public static Optimizer Optimizer() => new Sgd(LearningRate, Momentum);

    /// <summary>Sets what a checkpoint does not hold.</summary>
    public static void Apply(Trainer<LeNet5> trainer, int threads)
    {
        trainer.Schedule = new ExponentialDecay(RateDecay);
        trainer.Augmentation = new RandomShift(Shift);
        trainer.Threads = threads;
    }
}
