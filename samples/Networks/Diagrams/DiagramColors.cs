namespace Networks.Diagrams;

/// <summary>A pale colour for the face of a box and a strong one for its edge.</summary>
internal readonly record struct BoxColors(string Face, string Edge);

/// <summary>The colours of a diagram.</summary>
internal static class DiagramColors
{
    public const string Paper = "#ffffff";
    public const string Heading = "#0f172a";
    public const string Text = "#1e293b";
    public const string Label = "#64748b";
    public const string Edge = "#94a3b8";
    public const string Frame = "#f8fafc";
    public const string FrameEdge = "#cbd5e1";

    public static BoxColors Of(BoxKind kind) => kind switch
    {
        BoxKind.Convolution => new("#dbeafe", "#2563eb"),
        BoxKind.Pooling => new("#ccfbf1", "#0d9488"),
        BoxKind.Dense => new("#ede9fe", "#7c3aed"),
        BoxKind.Normalisation => new("#fef3c7", "#d97706"),
        BoxKind.Join => new("#ffe4e6", "#e11d48"),
        _ => new("#f1f5f9", "#64748b"),
    };
}
