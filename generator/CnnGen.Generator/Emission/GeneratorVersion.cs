namespace CnnGen.Generator.Emission;

/// <summary>The version that generated files carry.</summary>
internal static class GeneratorVersion
{
    public static readonly string Text = typeof(GeneratorVersion).Assembly.GetName().Version.ToString(3);
}
