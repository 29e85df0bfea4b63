using System.Text.RegularExpressions;

namespace CnnGen.Samples.Tests;

/// <summary>The JIT's listing of methods (<c>DOTNET_JitDisasm</c>), as far as loops and the stack are concerned.</summary>
internal static partial class JitListing
{
    // A loop with fewer multiply-adds is no reduction over a tile of accumulators.
    private const int FewestMultiplyAdds = 4;

    /// <summary>
    /// Innermost loops of multiply-adds that store vectors on the stack: an accumulator that has no register costs several times what it saves.
    /// </summary>
    public static IEnumerable<string> LoopsThatSpill(IEnumerable<string> listing)
    {
        string method = "";
        List<Block> blocks = [];
        foreach (string line in listing.Append("; Assembly listing for method end"))
        {
            if (line.StartsWith("; Assembly listing for method ", StringComparison.Ordinal))
            {
                foreach (string loop in Spilling(blocks))
                {
                    yield return $"{method}: {loop}";
                }

                (method, blocks) = (line["; Assembly listing for method ".Length..], []);
            }
            else if (Label().Match(line) is { Success: true } label)
            {
                blocks.Add(new Block(label.Groups[1].Value, []));
            }
            else if (blocks.Count > 0 && line.StartsWith("       ", StringComparison.Ordinal))
            {
                blocks[^1].Instructions.Add(line.Trim());
            }
        }
    }

    private static IEnumerable<string> Spilling(List<Block> blocks)
    {
        Dictionary<string, int> places = blocks.Select((block, place) => (block.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place);
        List<(int First, int Last)> loops =
        [
            .. from last in Enumerable.Range(0, blocks.Count)
               from instruction in blocks[last].Instructions
               let jump = Jump().Match(instruction)
               where jump.Success && places.TryGetValue(jump.Groups[1].Value, out int first) && first <= last
               select (places[jump.Groups[1].Value], last),
        ];
        foreach ((int first, int last) in loops.Where(loop => !loops.Exists(other => other != loop && other.First >= loop.First && other.Last <= loop.Last)))
        {
            string[] body = [.. blocks[first..(last + 1)].SelectMany(block => block.Instructions)];
            int stores = body.Count(instruction => StackStore().IsMatch(instruction));
            if (stores > 0 && body.Count(instruction => instruction.StartsWith("vfmadd", StringComparison.Ordinal)) >= FewestMultiplyAdds)
            {
                yield return $"{stores} stores on the stack in {blocks[first].Name}";
            }
        }
    }

    [GeneratedRegex(@"^(G_M\w+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"^j\w+\s+(?:SHORT\s+)?(G_M\w+)")]
    private static partial Regex Jump();

    [GeneratedRegex(@"^v?mov\w+\s+[xyz]mmword ptr \[(rbp|rsp)")]
    private static partial Regex StackStore();

    private sealed record Block(string Name, List<string> Instructions);
}
