namespace CnnGen.Generator.Operators.Reading;

/// <summary>How an attribute speaks of its window.</summary>
/// <param name="Noun">What messages call it.</param>
/// <param name="Size">The parameter that gives both axes.</param>
/// <param name="Height">The parameter that gives the rows.</param>
/// <param name="Width">The parameter that gives the columns.</param>
/// <param name="StrideIsSize">Whether the stride is the window's size where it is not given, instead of 1.</param>
/// <param name="PadsWithNothing">Whether padding holds no value, so that a window of padding alone would have no result.</param>
internal sealed record WindowVocabulary(string Noun, string Size, string Height, string Width, bool StrideIsSize, bool PadsWithNothing);
