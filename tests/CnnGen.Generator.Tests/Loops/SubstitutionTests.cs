using System.Reflection;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using Xunit;

namespace CnnGen.Generator.Tests.Loops;

/// <summary>Numbers reach every index of every statement and expression there is; a kind that is added later and forgotten fails here.</summary>
public class SubstitutionTests
{
    private static readonly IndexExpression s_open = IndexExpression.Of("i") * 3;

    public static TheoryData<Type> Expressions => [.. Kinds(typeof(Expression))];

    public static TheoryData<Type> Statements => [.. Kinds(typeof(Statement))];

    [Theory]
    [MemberData(nameof(Expressions))]
    public void NoExpression_KeepsTheVariable(Type kind)
    {
        Assign statement = new(new Local("x", LocalType.Vector, [s_open]), (Expression)Example(kind));

        Assert.DoesNotContain("i", Variables(new Substitution(null, "i", 2).Apply(statement)));
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void NoStatement_KeepsTheVariable(Type kind) =>
        Assert.DoesNotContain("i", Variables(new Substitution(null, "i", 2).Apply((Statement)Example(kind))));

    [Fact]
    public void TheTasksOfALoop_KeepNoVariable() =>
        Assert.DoesNotContain("i", Variables(new Substitution(null, "i", 2).Apply((Loop)Example(typeof(Loop)) with { Tasks = new TaskStride(s_open, 4) })));

    private static IEnumerable<Type> Kinds(Type family) => family.Assembly.GetTypes().Where(type => type.IsSubclassOf(family) && !type.IsAbstract);

    /// <summary>A record whose indices all depend on i. Bodies are empty: they are substituted when they are unrolled.</summary>
    private static object Example(Type kind)
    {
        ConstructorInfo constructor = kind.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Argument(parameter.ParameterType))]);
    }

    private static object? Argument(Type type) =>
        type == typeof(IndexExpression) ? s_open
        : type == typeof(Expression) ? new IndexValue(s_open)
        : type == typeof(Local) ? new Local("x", LocalType.Vector, [s_open])
        : type == typeof(EquatableArray<IndexExpression>) ? (EquatableArray<IndexExpression>)[s_open, s_open]
        : type == typeof(EquatableArray<Expression>) ? (EquatableArray<Expression>)[new IndexValue(s_open), new AddressOf("p", s_open)]
        : type == typeof(TaskStride) ? new TaskStride(s_open, 4)
        : type == typeof(string) ? "name"
        : Activator.CreateInstance(type);

    /// <summary>Every variable that anything in a record depends on, found by walking its properties.</summary>
    private static IEnumerable<string> Variables(object? value) => value switch
    {
        null or string => [],
        IndexExpression index => index.Terms.Select(term => term.Variable),
        System.Collections.IEnumerable items => items.Cast<object?>().SelectMany(Variables),
        Expression or Statement or TaskStride =>
            value
                .GetType()
                .GetProperties()
                .Where(property => property.GetIndexParameters().Length == 0)
                .SelectMany(property => Variables(property.GetValue(value))),
        _ => [],
    };
}
