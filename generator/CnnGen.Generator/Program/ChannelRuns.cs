namespace CnnGen.Generator.Program;

/// <summary>One number a channel, several of them behind each other, each run rounded up so that whole vectors may be read.</summary>
internal static class ChannelRuns
{
    /// <summary>Floats from one run to the next.</summary>
    public static int Length(int channels) => ProgramBuilder.RoundUp(channels);
}
