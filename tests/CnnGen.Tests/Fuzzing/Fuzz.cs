using Xunit;

namespace CnnGen.Tests.Fuzzing;

internal static class Fuzz
{
    // Above what the runtime needs for small reads and the inflater's windows; a length field that was believed would ask for far more.
    private const long MostBytesACase = 8 << 20;

    /// <summary>
    /// Reads every damaged file and requires that it is read, or refused with the documented exception that names the file, and that memory stays small.
    /// </summary>
    public static void Run<TException>(int cases, Func<int, byte[]> damaged, Action<Stream, string> read)
        where TException : Exception
    {
        int refused = 0;
        for (int seed = 0; seed < cases; seed++)
        {
            byte[] file = damaged(seed);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                // Both kinds of stream, since the claimed lengths are checked differently.
                read(seed % 2 == 0 ? new MemoryStream(file) : new ForwardOnlyStream(file), "damaged.file");
            }
            catch (TException refusal)
            {
                refused++;
                Assert.Contains("damaged.file", refusal.Message, StringComparison.Ordinal);
            }
            catch (Exception escaped)
            {
                Assert.Fail($"Case {seed}: {escaped}");
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MostBytesACase, $"Case {seed} allocated {allocated} bytes for a file of {file.Length}.");
        }

        Assert.InRange(refused, cases / 4, cases);
    }
}
