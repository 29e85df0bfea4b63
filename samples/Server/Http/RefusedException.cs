namespace CnnGen.Samples.Server.Http;

/// <summary>A request that is not answered, and why.</summary>
internal sealed class RefusedException(int status, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status => status;
}
