namespace CnnGen;

/// <summary>What a tensor is to its layer.</summary>
public enum ParameterRole
{
    /// <summary>The factors of a convolution or dense layer.</summary>
    Weight,

    /// <summary>The numbers added to its outputs.</summary>
    Bias,
}
