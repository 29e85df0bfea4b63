namespace CnnGen.Tests;

/// <summary>Content of a stream that can seek and says it has none, as devices do, and files that the system makes up when they are read.</summary>
internal sealed class UnmeasuredStream(byte[] content) : MemoryStream(content)
{
    public override long Length => 0;
}
