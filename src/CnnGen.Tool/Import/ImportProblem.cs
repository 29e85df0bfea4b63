namespace CnnGen.Tool.Import;

/// <summary>A node that the language cannot express.</summary>
/// <param name="Operator">Its operator.</param>
/// <param name="Node">Its name.</param>
/// <param name="Reason">Why, and what comes nearest.</param>
internal sealed record ImportProblem(string Operator, string Node, string Reason);
