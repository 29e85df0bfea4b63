namespace CnnGen.Generator.Program;

/// <summary>What a program is for; its name begins the name of the generated class.</summary>
internal enum ProgramPurpose
{
    /// <summary>Inference.</summary>
    Forward,

    /// <summary>A training step.</summary>
    Training,

    /// <summary>Values and gradients of all layers.</summary>
    Inspection,
}
