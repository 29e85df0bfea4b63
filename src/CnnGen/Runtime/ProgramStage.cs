namespace CnnGen.Runtime;

/// <summary>
/// A stage of a forward pass: what threads compute together before a barrier, behind which the next stage begins. Made by generated code only.
/// </summary>
/// <param name="Number">Which.</param>
/// <param name="Tasks">Parallel tasks that threads divide among them; 1 where the stage is one thread's.</param>
public readonly record struct ProgramStage(int Number, int Tasks);
