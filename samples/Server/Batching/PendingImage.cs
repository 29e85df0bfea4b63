namespace CnnGen.Samples.Server.Batching;

/// <summary>An image that waits for a network, and whoever waits for its answer.</summary>
/// <param name="pixels">The network's input.</param>
/// <param name="cancellation">Asks to forget it: the client is gone, or its time is up.</param>
internal sealed class PendingImage(float[] pixels, CancellationToken cancellation)
{
    // Continuations would otherwise run on the network's thread, which has other things to do.
    private readonly TaskCompletionSource<Answer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReadOnlySpan<float> Pixels => pixels;

    public bool IsForgotten => cancellation.IsCancellationRequested;

    public Task<Answer> Answer => _answer.Task.WaitAsync(cancellation);

    public void Complete(Answer answer) => _answer.TrySetResult(answer);

    public void Fail(Exception error) => _answer.TrySetException(error);
}
