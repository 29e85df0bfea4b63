namespace CnnGen.Threading;

/// <summary>
/// Lets one thread at a time into the calls of an object. Calls within a call, from what it calls back, are let in where they do not disturb it.
/// </summary>
internal sealed class CallingThread
{
    private int _thread; // managed threads are counted from 1
    private int _depth;

    /// <summary>Begins a call, which disposing the result ends.</summary>
    /// <param name="isAlone">Whether it must not be made within another.</param>
    /// <param name="subject">What error messages call the object.</param>
    /// <exception cref="InvalidOperationException">Another thread is in a call, or this one is and the new call must be alone.</exception>
    public Call Enter(string subject, bool isAlone = false)
    {
        int current = Environment.CurrentManagedThreadId;
        if (Interlocked.CompareExchange(ref _thread, current, 0) is not 0 and var owner && owner != current)
        {
            throw new InvalidOperationException(
                $"{subject}: another thread is in a call of this trainer, which serves one at a time. A {nameof(TrainingCallback)} is called between two "
                + $"steps, on the thread that trains.");
        }

        if (isAlone && _depth > 0)
        {
            throw new InvalidOperationException($"{subject}: the trainer is training already, and what it calls meanwhile cannot begin another training.");
        }

        _depth++;
        return new Call(this);
    }

    private void Leave()
    {
        if (--_depth == 0)
        {
            Volatile.Write(ref _thread, 0);
        }
    }

    /// <summary>A call that goes on until this is disposed.</summary>
    public readonly struct Call(CallingThread calls) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => calls.Leave();
    }
}
