using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Shapes;
using Xunit;

namespace CnnGen.Generator.Tests.Model;

public class RecentValuesTests
{
    private const int Capacity = 4;

    private readonly RecentValues<int, object> _values = new(Capacity);
    private readonly List<int> _made = [];

    [Fact]
    public void AKnownValue_IsNotMadeAgain()
    {
        object first = Get(1);

        Assert.Same(first, Get(1));
        Assert.Equal([1], _made);
    }

    [Fact]
    public void ValuesThatNobodyAsksFor_AreForgotten()
    {
        for (int key = 0; key <= 2 * Capacity; key++)
        {
            Get(key);
        }

        _made.Clear();
        Get(0);
        Get(2 * Capacity);

        Assert.Equal([0], _made);
    }

    [Fact]
    public void AValueThatIsAskedForAgain_IsKept()
    {
        object first = Get(0);
        for (int key = 1; key <= 10 * Capacity; key++)
        {
            Get(key);
            Assert.Same(first, Get(0));
        }
    }

    [Fact]
    public void ThreadsThatMakeAValueAtOnce_GetTheSame()
    {
        using Barrier bothMake = new(2);
        object[] values = new object[2];
        Thread[] threads = [.. values.Select((_, i) => new Thread(() => values[i] = _values.Get(1, () =>
        {
            bothMake.SignalAndWait();
            return new object();
        })))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Same(values[0], values[1]);
    }

    [Fact]
    public void AKnownValueOfAFunctionOfTheKey_TakesNoMemory()
    {
        Func<int, object> make = static key => $"of {key}";
        object first = _values.Get(1, make);
        Assert.Same(first, _values.Get(1, make));

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            _values.Get(1, make);
        }

        long after = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("of 1", first);
        Assert.Equal(before, after);
    }

    private object Get(int key) => _values.Get(key, () =>
    {
        _made.Add(key);
        return new object();
    });
}
