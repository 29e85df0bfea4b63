namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>A wrong network and what it is told.</summary>
/// <param name="Title">The mistake.</param>
/// <param name="Declaration">The program without its using directive; what is underlined stands between <c>[|</c> and <c>|]</c>.</param>
/// <param name="Messages">Severity, id and text of each message, in the order of the marks.</param>
public sealed record WrongNetwork(string Title, string Declaration, params string[] Messages)
{
    /// <summary>The whole program, marks included.</summary>
    public string MarkedSource => "using CnnGen;\n" + Declaration;

    /// <inheritdoc/>
    public override string ToString() => Title;
}
