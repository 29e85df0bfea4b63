using CnnGen;

namespace Mnist.Training;

/// <summary>How LeNet-5 is trained here.</summary>
internal static class Recipe
{
    private const double LearningRate = 0.05;
    private const double Momentum = 0.9;
    private const double WeightDecay = 5e-4;

    /// <summary>Pixels to each side: images of one digit differ as much in their place.</summary>
    private const int Shift = 1;

    /// <summary>A new trainer.</summary>
    /// <remarks>He's initialisation instead of the default: the loss falls from the first batch on, where it otherwise waits for half an epoch.</remarks>
    public static Trainer<LeNet5> Begin(int seed) => new(LeNet5.Create(seed, Initializer.KaimingNormal), Optimizer(), seed);

    /// <summary>The trainer of a checkpoint.</summary>
    public static Trainer<LeNet5> Resume(string checkpoint) => Trainer<LeNet5>.Resume(checkpoint, Optimizer());

    /// <summary>Sets what a checkpoint does not hold.</summary>
    public static void Apply(Trainer<LeNet5> trainer, int stepsPerEpoch, int threads)
    {
        trainer.Schedule = new EpochCosine(stepsPerEpoch);
        trainer.Augmentation = new RandomShift(Shift);
        trainer.Threads = threads;
    }

    private static Sgd Optimizer() => new(LearningRate, Momentum, WeightDecay);
}
