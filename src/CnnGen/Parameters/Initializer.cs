namespace CnnGen;

/// <summary>How new weights are drawn. The same seed and tensor name give the same bits on every machine.</summary>
public abstract class Initializer
{
    /// <summary>PyTorch's default: weights and biases uniform within ±1/√fan-in.</summary>
    public static Initializer KaimingUniform { get; } = new KaimingUniformInitializer();

    /// <summary>He et al. 2015: weights normal with standard deviation √(2/fan-in), biases 0. Made for ReLU.</summary>
    public static Initializer KaimingNormal { get; } = new KaimingNormalInitializer();

    /// <summary>Glorot and Bengio 2010: weights uniform within ±√(6/(fan-in + fan-out)), biases 0. Made for tanh and sigmoid.</summary>
    public static Initializer XavierUniform { get; } = new XavierUniformInitializer();

    /// <summary>Glorot and Bengio 2010: weights normal with standard deviation √(2/(fan-in + fan-out)), biases 0.</summary>
    public static Initializer XavierNormal { get; } = new XavierNormalInitializer();

    /// <summary>Everything 0.</summary>
    public static Initializer Zero { get; } = new ZeroInitializer();

    /// <summary>Fills one tensor.</summary>
    /// <param name="tensor">Its shape, fan-in and role.</param>
    /// <param name="values">Receives its values.</param>
    /// <param name="seed">Seed of the network; the same seed and tensor give the same values.</param>
    public abstract void Fill(ParameterTensor tensor, Span<float> values, int seed);
}
