namespace CnnGen.Tool.Onnx;

/// <summary>Puts nodes behind those that they read. A file should have them so, and not every one does.</summary>
internal static class NodeOrder
{
    /// <exception cref="OnnxFileException">A value is made twice or by nobody, or nodes wait for each other.</exception>
    public static List<OnnxNode> Sort(IReadOnlyList<OnnxNode> nodes, IEnumerable<string> known)
    {
        HashSet<string> ready = [.. known];
        Dictionary<string, OnnxNode> makers = [];
        foreach (OnnxNode node in nodes)
        {
            foreach (string output in node.Outputs.Where(output => output.Length > 0))
            {
                if (ready.Contains(output) || !makers.TryAdd(output, node))
                {
                    throw new OnnxFileException($"The value {TensorReader.Clean(output)} is made twice.");
                }
            }
        }

        List<OnnxNode> sorted = new(nodes.Count);
        HashSet<OnnxNode> begun = [];
        HashSet<OnnxNode> done = [];
        Stack<OnnxNode> open = new();
        foreach (OnnxNode root in nodes)
        {
            open.Push(root);
            while (open.TryPeek(out OnnxNode? node))
            {
                if (done.Contains(node))
                {
                    open.Pop();
                    continue;
                }

                begun.Add(node);
                OnnxNode[] missing = [.. Makers(node, makers, ready).Where(maker => !done.Contains(maker)).Distinct()];
                if (missing.Length == 0)
                {
                    sorted.Add(node);
                    done.Add(node);
                    open.Pop();
                    continue;
                }

                foreach (OnnxNode maker in missing.Reverse())
                {
                    if (begun.Contains(maker))
                    {
                        throw new OnnxFileException($"The nodes {maker} and {node} wait for each other: the graph has a cycle.");
                    }

                    open.Push(maker);
                }
            }
        }

        return sorted;
    }

    private static IEnumerable<OnnxNode> Makers(OnnxNode node, Dictionary<string, OnnxNode> makers, HashSet<string> ready)
    {
        foreach (string input in node.Inputs.Where(input => input.Length > 0 && !ready.Contains(input)))
        {
            yield return makers.TryGetValue(input, out OnnxNode? maker)
                ? maker
                : throw new OnnxFileException($"{node} reads {TensorReader.Clean(input)}, which nobody makes.");
        }
    }
}
