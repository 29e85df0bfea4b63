using System.Runtime.CompilerServices;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Emission;

/// <summary>
/// An interpolated string that is written as it is read: <c>$"{a} = {b};"</c> makes no strings. Kernels are millions of characters, and most of them
/// would be copied once for each expression around.
/// </summary>
[InterpolatedStringHandler]
internal readonly struct CodeText
{
    private readonly VectorSyntax _syntax;

    public CodeText(int literalLength, int formattedCount, VectorSyntax syntax)
    {
        _ = (literalLength, formattedCount);
        _syntax = syntax;
    }

    public void AppendLiteral(string text) => _syntax.Write(text);

    public void AppendFormatted(string text) => _syntax.Write(text);

    public void AppendFormatted(int number) => _syntax.Write(VectorSyntax.Invariant(number));

    public void AppendFormatted(IndexExpression index) => _syntax.Write(index);

    public void AppendFormatted(Expression expression) => _syntax.Write(expression);

    public void AppendFormatted(Whole whole) => _syntax.WriteWhole(whole.Value);

    public void AppendFormatted(EquatableArray<Expression> arguments) => _syntax.WriteArguments(arguments);

    public void AppendFormatted(Integer32 index) => _syntax.WriteInteger32(index.Value);

    public void AppendFormatted(Index place) => _syntax.WriteIndex(place.Pointer, place.At);

    public void AppendFormatted(Offset place) => _syntax.WriteOffset(place.Pointer, place.At);

    public void AppendFormatted(Address place) => _syntax.WriteAddress(place.Pointer, place.At);
}

/// <summary>A value that stands alone, without the parentheses that it has as an operand.</summary>
internal readonly record struct Whole(Expression Value);

/// <summary>An index as a 32-bit integer.</summary>
internal readonly record struct Integer32(IndexExpression Value);

/// <summary>An index into a buffer.</summary>
internal readonly record struct Index(string Pointer, IndexExpression At);

/// <summary>A place in a buffer, to be passed on.</summary>
internal readonly record struct Offset(string Pointer, IndexExpression At);

/// <summary>A place in a buffer, to be dereferenced.</summary>
internal readonly record struct Address(string Pointer, IndexExpression At);
