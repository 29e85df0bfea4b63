namespace CnnGen;

/// <summary>What a tensor is to its layer.</summary>
public enum ParameterRole
{
    /// <summary>The factors of a convolution or dense layer.</summary>
    Weight,

    /// <summary>The numbers added to its outputs.</summary>
    Bias,

    /// <summary>The factor of each channel of a batch norm, 1 at first, or of another layer.</summary>
    Scale,

    /// <summary>The number added to each channel of a batch norm; 0 at first.</summary>
    Shift,

    /// <summary>The running average of a channel's mean, which is not trained; 0 at first.</summary>
    RunningMean,

    /// <summary>The running average of a channel's variance, which is not trained; 1 at first.</summary>
    RunningVariance,
}
