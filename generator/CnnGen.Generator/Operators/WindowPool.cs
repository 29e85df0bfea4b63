using CnnGen.Geometry;

namespace CnnGen.Generator.Operators;

/// <summary>A window that slides over each channel by itself.</summary>
internal abstract record WindowPool(WindowAxis Vertical, WindowAxis Horizontal) : Operator;
