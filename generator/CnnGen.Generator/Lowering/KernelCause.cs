using CnnGen.Generator.Model;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Lowering;

/// <summary>Everything that the loops of some algorithms depend on. Nodes that agree in it call one kernel, which is then made for the first of them only.</summary>
/// <param name="Algorithm">The decisions.</param>
/// <param name="Inputs">Where the inputs stand.</param>
/// <param name="Output">Where the output stands.</param>
internal sealed record KernelCause(Algorithm Algorithm, EquatableArray<BufferLayout> Inputs, BufferLayout Output);
