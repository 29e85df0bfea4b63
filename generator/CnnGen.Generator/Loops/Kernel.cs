using CnnGen.Generator.Model;

namespace CnnGen.Generator.Loops;

/// <summary>One method of generated code: a loop nest over raw buffers.</summary>
/// <param name="Name">Method name.</param>
/// <param name="Comment">Lines that say what it computes, how, and why so.</param>
/// <param name="Code">What it does.</param>
internal sealed record Kernel(string Name, EquatableArray<string> Comment, KernelCode Code)
{
    /// <summary>The argument that says where the part of the work begins which a call does, for kernels that threads divide.</summary>
    public const string PartStart = "from";

    /// <summary>The argument that says where the part ends.</summary>
    public const string PartEnd = "to";
}

/// <summary>A kernel without its name and comment, which say for what layer it was made first: layers that compute alike share it.</summary>
/// <param name="Lanes">Floats a vector: 16, 8, 4, or 1 for plain code.</param>
/// <param name="Parameters">Its arguments.</param>
/// <param name="Body">What it does. Loops that are marked for it are written out when it is printed.</param>
internal sealed record KernelCode(int Lanes, EquatableArray<KernelParameter> Parameters, EquatableArray<Statement> Body);

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
