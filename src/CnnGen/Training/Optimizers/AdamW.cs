namespace CnnGen;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019), by PyTorch's formulas: w ← w·(1 − rate·weightDecay), then a step of <see cref="Adam"/>
/// without decay.
/// </summary>
/// <param name="learningRate">Step length.</param>
/// <param name="beta1">How much of the mean of gradients is kept.</param>
/// <param name="beta2">How much of the mean of their squares is kept.</param>
/// <param name="epsilon">Keeps the divisor above zero.</param>
/// <param name="weightDecay">What weights lose in a step, times the rate.</param>
public sealed class AdamW(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 1e-2)
    : Adam(learningRate, beta1, beta2, epsilon, weightDecay)
{
    private protected override bool DecoupledDecay => true;
}
