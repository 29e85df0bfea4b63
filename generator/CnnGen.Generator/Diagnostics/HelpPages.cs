namespace CnnGen.Generator.Diagnostics;

/// <summary>Where the page of a diagnostic is: one stable link an id.</summary>
internal static class HelpPages
{
    public const string Base = "https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/";
    public const string Extension = ".md";
}
