namespace CnnGen.Tests.PublicApi;

/// <summary>One of everything that a listing must tell apart.</summary>
public abstract class Sample<T> : IDisposable
    where T : class, IDisposable, new()
{
    public const string Kind = "sample";

    protected Sample(int count = 3) => Note = $"{count}";

    public event EventHandler? Changed;

    public string? Note { get; protected set; }

    public required T Value { get; init; }

    public void Dispose()
    {
        Changed?.Invoke(this, EventArgs.Empty);
        Hidden();
        GC.SuppressFinalize(this);
    }

    protected abstract bool TryFind(in ReadOnlySpan<float> values, out T? found, params string[] names);

    internal void Hidden() => Value.Dispose();
}
