using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Passes;

/// <summary>A step of a pipeline, by the name of the class that it is written in.</summary>
/// <param name="Name">The class.</param>
/// <param name="Run">From a legal graph to a legal graph.</param>
internal sealed record Pass(string Name, Func<NetworkGraph, NetworkGraph> Run);
