using System.Collections.Immutable;
using CnnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Parsing;

/// <summary>What parsing makes of one class. Only <see cref="Spec"/> may cross the pipeline; the rest knows locations.</summary>
/// <param name="Spec">What was written.</param>
/// <param name="Sources">Where it was written.</param>
/// <param name="DeclarationProblems">What is wrong with the class itself.</param>
internal sealed record ParsedNetwork(NetworkSpec Spec, SourceMap Sources, ImmutableArray<Diagnostic> DeclarationProblems);
