using CnnGen.Generator.Model;

namespace CnnGen.Generator.Blocks;

/// <summary>What is wrong with a use, a body or an expression, before layers have names.</summary>
/// <param name="Id">The diagnostic.</param>
/// <param name="Item">Index of the item.</param>
/// <param name="Argument">The guilty argument, or null for the item as a whole.</param>
/// <param name="Message">What the message says.</param>
/// <param name="IsAboutLayer">Whether the message begins with the layer's name.</param>
internal sealed record ExpansionProblem(string Id, int Item, string? Argument, EquatableArray<string> Message, bool IsAboutLayer = true);
