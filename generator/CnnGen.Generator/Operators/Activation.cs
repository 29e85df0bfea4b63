namespace CnnGen.Generator.Operators;

/// <summary>A function of each value by itself.</summary>
internal abstract record Activation : Operator;
