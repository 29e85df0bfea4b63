namespace CnnGen.Generator.Model;

/// <summary>Numbers of things in descriptions.</summary>
internal static class Count
{
    /// <summary><c>1 vector</c>, <c>4 vectors</c>.</summary>
    public static string Of(int number, string noun) => Numerals.Plain(number) + " " + noun + (number == 1 ? "" : "s");
}
