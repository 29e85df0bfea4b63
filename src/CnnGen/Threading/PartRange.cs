namespace CnnGen.Threading;

/// <summary>The parts of one call of a <see cref="WorkerPool"/> that one thread runs: first, first + stride, …</summary>
internal readonly struct PartRange(Action<object, int> work, object state, int first, int parts, int stride)
{
    /// <summary>Runs the parts until one throws; exceptions are returned, since they belong to the caller's thread.</summary>
    public Exception? Run(out int failedPart)
    {
        int part = first;
        try
        {
            for (; part < parts; part += stride)
            {
                work(state, part);
            }

            failedPart = parts;
            return null;
        }
        catch (Exception exception)
        {
            failedPart = part;
            return exception;
        }
    }
}
