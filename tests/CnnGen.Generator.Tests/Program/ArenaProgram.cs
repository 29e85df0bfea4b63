using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Tests.Program;

/// <summary>
/// A program of calls that do nothing but read and write buffers, each buffer written by one call, which may also be played through in a planned arena.
/// </summary>
/// <param name="Program">The program, without offsets.</param>
/// <param name="Calls">Which buffers each call reads, and the one it writes.</param>
internal sealed record ArenaProgram(LoweredProgram Program, (int[] Reads, int Write)[] Calls)
{
    private static readonly Kernel s_kernel = new("Kernel", [], new KernelCode(1, [], []));

    public static LoweredProgram Of(int microBatch, int[] lengths, (int[] Reads, int Write)[] calls, (int Call, int Input)[] overwrites) =>
        Of(microBatch, [.. lengths.Select(length => (length, true))], calls, [.. calls.Select(_ => true)], overwrites);

    public static ArenaProgram Random(Random random, int microBatch, bool overwrites)
    {
        int count = random.Next(2, 7);
        (int, bool)[] buffers = [.. Enumerable.Range(0, count).Select(_ => (16 * random.Next(1, 5), random.Next(4) > 0))];
        (int[] Reads, int Write)[] calls = new (int[], int)[count];
        List<(int, int)> over = [];
        for (int call = 0; call < count; call++)
        {
            int[] reads = [.. Enumerable.Range(0, call).Where(buffer => buffer == call - 1 || random.Next(4) == 0)];
            calls[call] = (reads, call);
            over.AddRange(Enumerable
                .Range(0, reads.Length)
                .Where(input => overwrites && buffers[reads[input]] == buffers[call] && random.Next(2) == 0)
                .Select(input => (call, input)));
        }

        return new ArenaProgram(Of(microBatch, buffers, calls, [.. calls.Select(_ => random.Next(3) > 0)], [.. over]), calls);
    }

    /// <summary>
    /// Plays the program in a planned arena: calls once an image that follow each other are one loop over the images. Gives the first value that is overwritten
    /// before it is read, or null.
    /// </summary>
    public string? FirstLostValue(LoweredProgram planned)
    {
        string?[] memory = new string?[planned.ArenaLength];
        int images = planned.MicroBatch;
        for (int first = 0, end; first < Calls.Length; first = end)
        {
            bool eachImage = planned.Calls[first].EachImage;
            for (end = first + 1; end < Calls.Length && eachImage && planned.Calls[end].EachImage;)
            {
                end++;
            }

            for (int round = 0; round < (eachImage ? images : 1); round++)
            {
                IEnumerable<int> imagesOfRound = eachImage ? [round] : Enumerable.Range(0, images);
                for (int call = first; call < end; call++)
                {
                    foreach (int read in Calls[call].Reads)
                    {
                        foreach ((int start, int length, string value) in Parts(planned.Buffers[read], imagesOfRound))
                        {
                            if (memory.AsSpan(start, length).ContainsAnyExcept(value))
                            {
                                return $"call {call} reads {value}, which is gone";
                            }
                        }
                    }

                    foreach ((int start, int length, string value) in Parts(planned.Buffers[Calls[call].Write], imagesOfRound))
                    {
                        memory.AsSpan(start, length).Fill(value);
                    }
                }
            }
        }

        return null;
    }

    /// <summary>
    /// The smallest arena there is, by trying every order of placing buffers at their lowest free place: the order of their offsets in a smallest arena is one
    /// of them.
    /// </summary>
    public int SmallestArena()
    {
        int count = Program.Buffers.Count;
        (int Size, int First, int Last)[] buffers = [.. Enumerable.Range(0, count).Select(buffer => (
            Program.Buffers[buffer].Length,
            Array.FindIndex(Calls, call => call.Write == buffer),
            Array.FindLastIndex(Calls, call => call.Write == buffer || call.Reads.Contains(buffer))))];
        return Smallest(buffers, [], int.MaxValue);
    }

    private static int Smallest((int Size, int First, int Last)[] buffers, Dictionary<int, int> offsets, int best)
    {
        int length = offsets.Count == 0 ? 0 : offsets.Max(placed => placed.Value + buffers[placed.Key].Size);
        if (offsets.Count == buffers.Length || length >= best)
        {
            return Math.Min(best, length);
        }

        for (int next = 0; next < buffers.Length; next++)
        {
            if (!offsets.ContainsKey(next))
            {
                int offset = 0;
                while (offsets.Any(placed => Collide(buffers[next], offset, buffers[placed.Key], placed.Value)))
                {
                    offset += 16;
                }

                best = Smallest(buffers, new(offsets) { [next] = offset }, best);
            }
        }

        return best;
    }

    private static bool Collide((int Size, int First, int Last) a, int offset, (int Size, int First, int Last) b, int other) =>
        a.First <= b.Last && b.First <= a.Last && offset < other + b.Size && other < offset + a.Size;

    private static IEnumerable<(int Start, int Length, string Value)> Parts(ArenaBuffer buffer, IEnumerable<int> images) => buffer.PerImage
        ? images.Select(image => (buffer.Offset + (image * buffer.Length), buffer.Length, $"{buffer.Name} of image {image}"))
        : [(buffer.Offset, buffer.Length, buffer.Name)];

    private static LoweredProgram Of(
        int microBatch, (int Length, bool PerImage)[] buffers, (int[] Reads, int Write)[] calls, bool[] eachImage, (int Call, int Input)[] overwrites)
    {
        EquatableArray<KernelCall> kernelCalls = calls.Select((call, number) => new KernelCall(
            s_kernel,
            call.Reads.Append(call.Write).Select(buffer => (CallArgument)new BufferArgument(buffer, 0)).ToEquatableArray(),
            eachImage[number],
            overwrites.Where(overwrite => overwrite.Call == number).Select(overwrite => new Overwrite(overwrite.Input, call.Reads.Length)).ToEquatableArray()))
                .ToEquatableArray();
        return new LoweredProgram(
            new Target(512),
            [],
            0,
            [s_kernel],
            kernelCalls,
            [new EntryPoint("Forward", "", Enumerable.Range(0, calls.Length).ToEquatableArray())],
            buffers.Select((buffer, number) => new ArenaBuffer($"value{number}", buffer.Length, buffer.PerImage, -1, -1, 0)).ToEquatableArray(),
            0,
            microBatch);
    }
}
