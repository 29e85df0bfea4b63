using CnnGen.Generator.Model;

namespace CnnGen.Generator.Loops;

/// <summary>One method of generated code: a loop nest over raw buffers.</summary>
/// <param name="Name">Method name.</param>
/// <param name="Comment">Lines that say what it computes, how, and why so.</param>
/// <param name="Code">What it does.</param>
internal sealed record Kernel(string Name, EquatableArray<string> Comment, KernelCode Code)
{
    /// <summary>The argument that says which task a call begins with, for kernels with parallel tasks.</summary>
    public const string FirstTask = "from";

    /// <summary>The argument that says before which task it ends.</summary>
    public const string EndTask = "to";
}

/// <summary>A kernel without its name and comment, which say for what layer it was made first: layers that compute alike share it.</summary>
/// <param name="Lanes">Floats a vector: 16, 8, 4, or 1 for plain code.</param>
/// <param name="Parameters">Its arguments.</param>
/// <param name="Body">What it does. Loops that are marked for it are written out when it is printed.</param>
internal sealed record KernelCode(int Lanes, EquatableArray<KernelParameter> Parameters, EquatableArray<Statement> Body)
{
    /// <summary>Names of distances in memory, for readers: they are printed in the place of numbers and change nothing.</summary>
    public EquatableArray<StrideName> Strides { get; init; } = [];

    // Looked up again and again; 0 until it is asked for.
    private int _hash;

    public bool Equals(KernelCode? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && Lanes == other.Lanes
            && GetHashCode() == other.GetHashCode()
            && Parameters == other.Parameters
            && Body == other.Body
            && Strides == other.Strides);

    public override int GetHashCode() => _hash != 0 ? _hash : _hash = unchecked((((Lanes * 31) + Parameters.GetHashCode()) * 31) + Body.GetHashCode());
}

/// <summary>An argument of a kernel.</summary>
internal sealed record KernelParameter(string Name, ParameterType Type);

/// <summary>The type of a kernel's argument.</summary>
internal enum ParameterType
{
    FloatPointer,
    IntegerPointer,
    Integer,
    Scalar,
    Long,
    TotalsPointer,
}
