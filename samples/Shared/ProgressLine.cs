namespace CnnGen.Samples;

/// <summary>One line in a terminal that says what is being done and goes away when it is done. Nothing is written where there is no terminal.</summary>
internal sealed class ProgressLine : IDisposable
{
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private int _shown;

    public void Show(string text)
    {
        if (_isTerminal)
        {
            Clear();
            Console.Error.Write(text);
            _shown = text.Length;
        }
    }

    public void Clear()
    {
        if (_shown > 0)
        {
            Console.Error.Write($"\r{new string(' ', _shown)}\r");
            _shown = 0;
        }
    }

    public void Dispose() => Clear();
}
