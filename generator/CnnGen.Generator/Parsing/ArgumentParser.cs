using CnnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Parsing;

/// <summary>Reads the value of one argument of a layer attribute.</summary>
internal static class ArgumentParser
{
    /// <summary>The value of an argument. Text is a name where text is declared, and an expression where an object is.</summary>
    public static ArgumentValue Parse(TypedConstant constant, ITypeSymbol? declared) => constant switch
    {
        { Kind: TypedConstantKind.Array } when declared is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String } => new NamesArgument(
            constant.IsNull ? [] : constant.Values.Select(element => element.Value as string ?? "").ToEquatableArray()),
        { Kind: TypedConstantKind.Array, IsNull: false } when declared is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Single } =>
            new RealsArgument(
                constant.Values.Select(element => element.Value is float number ? number : float.NaN).ToEquatableArray()),
        { Kind: TypedConstantKind.Array } => new OtherArgument("a list"),
        { IsNull: true } => new OtherArgument("null"),
        { Kind: TypedConstantKind.Primitive, Value: int value } => new IntegerArgument(value),
        { Kind: TypedConstantKind.Enum, Value: int value } when declared?.TypeKind == TypeKind.Enum => new IntegerArgument(value),
        { Kind: TypedConstantKind.Primitive, Value: short value } => new IntegerArgument(value),
        { Kind: TypedConstantKind.Primitive, Value: ushort value } => new IntegerArgument(value),
        { Kind: TypedConstantKind.Primitive, Value: byte value } => new IntegerArgument(value),
        { Kind: TypedConstantKind.Primitive, Value: sbyte value } => new IntegerArgument(value),
        { Kind: TypedConstantKind.Primitive, Value: float value } => new RealArgument(value),
        { Kind: TypedConstantKind.Primitive, Value: double value } => new RealArgument((float)value),
        { Kind: TypedConstantKind.Primitive, Value: bool value } => new BooleanArgument(value),
        { Kind: TypedConstantKind.Primitive, Value: string value } when declared?.SpecialType == SpecialType.System_String => new NamesArgument([value]),
        { Kind: TypedConstantKind.Primitive, Value: string value } => new ExpressionArgument(value),
        _ => new OtherArgument($"of type {constant.Type?.ToDisplayString() ?? "?"}"),
    };

    /// <summary>The declared type of a property, which the value's type does not show where it is object.</summary>
    public static ITypeSymbol? PropertyType(INamedTypeSymbol type, string property)
    {
        for (INamedTypeSymbol? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            if (declaring.GetMembers(property).OfType<IPropertySymbol>().FirstOrDefault() is { } found)
            {
                return found.Type;
            }
        }

        return null;
    }
}
