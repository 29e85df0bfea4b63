namespace CnnGen.Generator.Blocks;

/// <summary>A number in the body of a block, as far as it depends on parameters: <c>4 * width</c>.</summary>
internal abstract record SizeExpression
{
    /// <summary>The parameters it names, in their order.</summary>
    public abstract IEnumerable<string> Parameters { get; }
}

/// <summary>A literal.</summary>
internal sealed record SizeNumber(int Value) : SizeExpression
{
    public override IEnumerable<string> Parameters => [];
}

/// <summary>A constructor parameter of the block.</summary>
internal sealed record SizeParameter(string Name) : SizeExpression
{
    public override IEnumerable<string> Parameters => [Name];
}

/// <summary>−x.</summary>
internal sealed record SizeNegation(SizeExpression Operand) : SizeExpression
{
    public override IEnumerable<string> Parameters => Operand.Parameters;
}

/// <summary>1 where x is 0, else 0.</summary>
internal sealed record SizeNot(SizeExpression Operand) : SizeExpression
{
    public override IEnumerable<string> Parameters => Operand.Parameters;
}

/// <summary>One of the four operations, or a comparison, which is 1 where it holds and 0 where it does not.</summary>
internal sealed record SizeOperation(SizeOperator Operator, SizeExpression Left, SizeExpression Right) : SizeExpression
{
    public override IEnumerable<string> Parameters => Left.Parameters.Concat(Right.Parameters);
}

/// <summary>The operations on sizes, and comparisons of them.</summary>
internal enum SizeOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
}
