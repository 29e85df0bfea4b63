namespace CnnGen.Generator.Model;

/// <summary>
/// Values of a pure function that stay known from one run of the generator to the next, so that an edit of one layer computes that layer. What was asked for
/// last is kept: values are in a young generation, which becomes the old one when it is full, and the old one is forgotten then, but for what was asked for
/// again. Threads may share it; whether a value was known changes nothing but time.
/// </summary>
/// <param name="capacity">Values of a generation.</param>
internal sealed class RecentValues<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly object _gate = new();
    private Dictionary<TKey, TValue> _young = [];
    private Dictionary<TKey, TValue> _old = [];

    /// <summary>The value of a key, made where it is not known. All threads get the same object.</summary>
    public TValue Get(TKey key, Func<TValue> make) => TryGet(key, out TValue known) ? known : Kept(key, make());

    /// <summary>The same for a function of the key, which captures nothing: a search asks for what is known thousands of times.</summary>
    public TValue Get(TKey key, Func<TKey, TValue> make) => TryGet(key, out TValue known) ? known : Kept(key, make(key));

    private bool TryGet(TKey key, out TValue value)
    {
        lock (_gate)
        {
            return Find(key, out value);
        }
    }

    // A value is made outside the lock: two threads may make one at once, and the first is kept.
    private TValue Kept(TKey key, TValue made)
    {
        lock (_gate)
        {
            if (Find(key, out TValue known))
            {
                return known;
            }

            Keep(key, made);
            return made;
        }
    }

    private bool Find(TKey key, out TValue value)
    {
        if (_young.TryGetValue(key, out value))
        {
            return true;
        }

        bool isOld = _old.TryGetValue(key, out value);
        if (isOld)
        {
            Keep(key, value);
        }

        return isOld;
    }

    private void Keep(TKey key, TValue value)
    {
        if (_young.Count >= capacity)
        {
            (_old, _young) = (_young, []);
        }

        _young.Add(key, value);
    }
}
