using System.Collections.Immutable;
using CnnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Parsing;

/// <summary>What parsing makes of a block for the analyzer.</summary>
/// <param name="Declaration">What was written.</param>
/// <param name="Sources">Where it was written.</param>
/// <param name="DeclarationProblems">What is wrong with the class itself.</param>
internal sealed record ParsedBlock(BlockDeclaration Declaration, SourceMap Sources, ImmutableArray<Diagnostic> DeclarationProblems);
