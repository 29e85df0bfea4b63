namespace CnnGen.Generator;

/// <summary>The names of the pipeline's steps, by which tests see what was recomputed.</summary>
internal static class PipelineSteps
{
    public const string Spec = nameof(Spec);
    public const string SharedNames = nameof(SharedNames);
    public const string Graph = nameof(Graph);
    public const string Options = nameof(Options);
    public const string Files = nameof(Files);

    /// <summary>All of them, in the order of the pipeline.</summary>
    public static readonly string[] All = [Spec, SharedNames, Graph, Options, Files];
}
