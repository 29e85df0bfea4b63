namespace Networks.Diagrams;

/// <summary>The boxes of one block, or of several equal ones behind each other of which the first is drawn.</summary>
/// <param name="boxes">The boxes that are drawn.</param>
internal sealed class BlockRun(IReadOnlyList<Box> boxes)
{
    public IReadOnlyList<Box> Boxes => boxes;

    /// <summary>How often it stands in the network.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>The last block's name.</summary>
    public string Last { get; private set; } = boxes[0].Block ?? boxes[0].Name;

    /// <summary>A block of one box needs no frame.</summary>
    public bool HasFrame => boxes.Count > 1;

    public string Label => Count == 1 ? boxes[0].Block! : $"{boxes[0].Block} – {Last}";

    /// <summary>
    /// Divides boxes into blocks, and leaves out each block that is equal to the one before it: the same layers and shapes, reading nothing but that
    /// one's output. What read the last block then reads the first.
    /// </summary>
    public static IReadOnlyList<BlockRun> Of(IReadOnlyList<Box> boxes)
    {
        List<BlockRun> runs = [];
        Dictionary<Box, Box> drawn = [];
        string? previousText = null;
        Box? previousEnd = null;
        foreach (List<Box> block in Split(boxes))
        {
            string text = Text(block, previousEnd);
            if (block.Count > 1 && text == previousText && HasOneOutput(block, boxes))
            {
                runs[^1].Count++;
                runs[^1].Last = block[0].Block!;
                drawn[block[^1]] = runs[^1].Boxes[^1];
            }
            else
            {
                runs.Add(new BlockRun(block));
            }

            (previousText, previousEnd) = (text, block[^1]);
        }

        foreach (Box box in runs.SelectMany(run => run.Boxes))
        {
            box.Inputs = [.. box.Inputs.Select(input => drawn.GetValueOrDefault(input, input))];
        }

        return runs;
    }

    /// <summary>Whether other boxes read the last box of a block only.</summary>
    private static bool HasOneOutput(List<Box> block, IReadOnlyList<Box> boxes) =>
        boxes.Except(block).SelectMany(box => box.Inputs).All(input => input == block[^1] || !block.Contains(input));

    private static List<List<Box>> Split(IReadOnlyList<Box> boxes)
    {
        List<List<Box>> blocks = [];
        foreach (Box box in boxes)
        {
            if (blocks.Count > 0 && box.Block is not null && blocks[^1][0].Block == box.Block)
            {
                blocks[^1].Add(box);
            }
            else
            {
                blocks.Add([box]);
            }
        }

        return blocks;
    }

    /// <summary>A block without its names: equal blocks have equal text.</summary>
    private static string Text(List<Box> block, Box? before)
    {
        IEnumerable<string> lines = block.Select(box =>
        {
            IEnumerable<string> inputs = box.Inputs.Select(
                input => input == before ? "before" : block.IndexOf(input) is >= 0 and var index ? $"{index}" : input.Name);
            return $"{box.Title}|{box.Detail}|{box.Shape}|{string.Join(',', inputs)}";
        });
        return string.Join('\n', lines);
    }
}
