using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace CnnGen.Tests.PublicApi;

/// <summary>One member as C# declares it, or null where no one outside the assembly can see it.</summary>
internal static class MemberSignature
{
    private static readonly NullabilityInfoContext s_nullability = new();

    public static string? Of(MemberInfo member) =>
        member switch
        {
            ConstructorInfo { IsStatic: false } constructor => Of(constructor),
            FieldInfo field => Of(field),
            PropertyInfo property => Of(property),
            EventInfo { AddMethod: { } add } e when Access(add) is { } access =>
                $"{access} event {TypeNames.Of(e.EventHandlerType!)}{Question(s_nullability.Create(e))} {e.Name};",
            MethodInfo { IsSpecialName: false } method => Of(method),
            MethodInfo method when method.Name.StartsWith("op_", StringComparison.Ordinal) => Of(method),
            _ => null,
        };

    private static string? Of(ConstructorInfo constructor) =>
        Access(constructor) is { } access ? $"{access} {TypeNames.Simple(constructor.DeclaringType!)}({Parameters(constructor)})" : null;

    private static string? Of(FieldInfo field)
    {
        string? access = field.IsPublic ? "public" : field.IsFamily || field.IsFamilyOrAssembly ? "protected" : null;
        string kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        string value = field.IsLiteral ? " = " + Literal(field.GetRawConstantValue()) : "";
        return access is null ? null : $"{access} {kind}{TypeNames.Of(field.FieldType)}{Question(s_nullability.Create(field))} {field.Name}{value};";
    }

    private static string? Of(PropertyInfo property)
    {
        string? get = property.GetMethod is { } getter ? Access(getter) : null;
        string? set = property.SetMethod is { } setter ? Access(setter) : null;
        string? widest = get == "public" || set == "public" ? "public" : get ?? set;
        if (widest is null)
        {
            return null;
        }

        MethodInfo accessor = get is not null ? property.GetMethod! : property.SetMethod!;
        string required = property.IsDefined(typeof(RequiredMemberAttribute), false) ? "required " : "";
        ParameterInfo[] indices = property.GetIndexParameters();
        string name = indices.Length == 0 ? property.Name : $"this[{string.Join(", ", indices.Select(Of))}]";
        string setKeyword = IsInit(property) ? "init" : "set";
        string accessors = Accessor(get, widest, "get") + Accessor(set, widest, setKeyword);
        return $"{widest} {required}{Modifiers(accessor)}{TypeNames.Of(property.PropertyType)}{Question(s_nullability.Create(property))} {name} {{ {accessors}}}";
    }

    private static string Accessor(string? access, string widest, string keyword) =>
        access is null ? "" : access == widest ? keyword + "; " : $"{access} {keyword}; ";

    private static bool IsInit(PropertyInfo property) =>
        property.SetMethod is { } setter && setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string? Of(MethodInfo method)
    {
        if (Access(method) is not { } access)
        {
            return null;
        }

        Type[] arguments = method.GetGenericArguments();
        string generic = arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(TypeNames.Of))}>";
        string constraints = string.Concat(arguments.Select(TypeNames.Constraints).OfType<string>().Select(constraint => " " + constraint));
        string question = method.ReturnType == typeof(void) ? "" : Question(s_nullability.Create(method.ReturnParameter));
        return $"{access} {Modifiers(method)}{TypeNames.Of(method.ReturnType)}{question} {method.Name}{generic}({Parameters(method)}){constraints}";
    }

    private static string? Access(MethodBase method) =>
        method.IsPublic ? "public" : method.IsFamily || method.IsFamilyOrAssembly ? "protected" : null;

    private static string Modifiers(MethodInfo method)
    {
        string scope = method.IsStatic ? "static " : "";
        if (method.IsAbstract)
        {
            return scope + (method.DeclaringType!.IsInterface && !method.IsStatic ? "" : "abstract ");
        }

        bool isOverride = method.GetBaseDefinition() != method;
        return scope + (isOverride ? (method.IsFinal ? "sealed override " : "override ") : method.IsVirtual && !method.IsFinal ? "virtual " : "");
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Of));

    private static string Of(ParameterInfo parameter)
    {
        string direction = !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        string parameters = parameter.IsDefined(typeof(ParamArrayAttribute), false) || parameter.IsDefined(typeof(ParamCollectionAttribute), false) ? "params " : "";
        string value = parameter.HasDefaultValue ? " = " + Literal(parameter.RawDefaultValue) : "";
        return $"{parameters}{direction}{TypeNames.Of(parameter.ParameterType)}{Question(s_nullability.Create(parameter))} {parameter.Name}{value}";
    }

    private static string Question(NullabilityInfo nullability) =>
        nullability.ReadState == NullabilityState.Nullable && Nullable.GetUnderlyingType(nullability.Type) is null ? "?" : "";

    private static string Literal(object? value) =>
        value switch
        {
            null => "default",
            string text => $"\"{text}\"",
            bool truth => truth ? "true" : "false",
            float number => number.ToString("R", CultureInfo.InvariantCulture) + "f",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
}
