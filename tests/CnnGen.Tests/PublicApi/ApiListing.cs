using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace CnnGen.Tests.PublicApi;

/// <summary>The public types of an assembly and their members, one a line, in an order that does not depend on where they are declared.</summary>
internal static class ApiListing
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly) =>
        string.Join('\n', assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).Select(Of));

    public static string Of(Type type)
    {
        StringBuilder text = new();
        text.Append(TypeHeader(type)).Append('\n');
        foreach (string constraint in type.GetGenericArguments().Select(TypeNames.Constraints).OfType<string>())
        {
            text.Append("    ").Append(constraint).Append('\n');
        }

        foreach (string member in Members(type))
        {
            text.Append("  ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static string TypeHeader(Type type)
    {
        IEnumerable<Type> inherited = type.BaseType is null ? [] : type.BaseType.GetInterfaces();
        List<string> bases = [.. type.GetInterfaces().Except(inherited).Select(TypeNames.Of).Order(StringComparer.Ordinal)];
        if (type.IsClass && type.BaseType is { } parent && parent != typeof(object))
        {
            bases.Insert(0, TypeNames.Of(parent));
        }

        string header = $"public {Kind(type)} {TypeNames.Of(type)}";
        return bases.Count == 0 || type.IsEnum ? header : $"{header} : {string.Join(", ", bases)}";
    }

    private static string Kind(Type type)
    {
        if (type.IsEnum)
        {
            return "enum";
        }

        if (type.IsInterface)
        {
            return "interface";
        }

        if (type.IsValueType)
        {
            return (type.IsDefined(typeof(IsReadOnlyAttribute), false) ? "readonly " : "") + (type.IsByRefLike ? "ref struct" : "struct");
        }

        return (type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + "class";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => $"{Enum.GetName(type, value)} = {value}");
        }

        // What the compiler adds to a record follows from its header; accessors are shown with their property.
        return type.GetMembers(Declared)
            .Where(member => member is not Type && !member.IsDefined(typeof(CompilerGeneratedAttribute), false))
            .Select(member => (member.MemberType, member.Name, Text: MemberSignature.Of(member)))
            .Where(member => member.Text is not null)
            .OrderBy(member => Rank(member.MemberType))
            .ThenBy(member => member.Name, StringComparer.Ordinal)
            .ThenBy(member => member.Text, StringComparer.Ordinal)
            .Select(member => member.Text!);
    }

    private static int Rank(MemberTypes kind) =>
        kind switch
        {
            MemberTypes.Constructor => 0,
            MemberTypes.Field => 1,
            MemberTypes.Property => 2,
            MemberTypes.Event => 3,
            _ => 4,
        };
}
