namespace CnnGen.Runtime;

/// <summary>A step of a forward pass, which several threads do together before they begin the next one. Made by generated code only.</summary>
/// <param name="Number">Which.</param>
/// <param name="Units">Into how many parts it can be divided at most; 1 where it is not divided.</param>
public readonly record struct ProgramStep(int Number, int Units);
