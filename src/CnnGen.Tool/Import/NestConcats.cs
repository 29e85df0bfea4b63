namespace CnnGen.Tool.Import;

/// <summary>
/// Lists that grow: a <c>Concat</c> of a, b and c behind one of a and b reads that and c. PyTorch's DenseNet joins all that came before in each of its layers,
/// which thereby becomes a layer that reads one value and adds to it.
/// </summary>
internal static class NestConcats
{
    public static void Run(List<Layer> layers)
    {
        List<(Layer Concat, IReadOnlyList<Layer> Operands)> before = [];
        foreach (Layer concat in layers.Where(layer => layer.Kind == "Concat"))
        {
            IReadOnlyList<Layer> operands = concat.Inputs;
            (Layer? longest, IReadOnlyList<Layer> begins) = before
                .Where(other => Equals(other.Concat["Axis"], concat["Axis"]) && Begins(other.Operands, operands))
                .OrderByDescending(other => other.Operands.Count)
                .FirstOrDefault();
            if (longest is not null)
            {
                concat.Inputs = [longest, .. operands.Skip(begins.Count)];
            }

            before.Add((concat, operands));
        }
    }

    private static bool Begins(IReadOnlyList<Layer> shorter, IReadOnlyList<Layer> longer) =>
        shorter.Count < longer.Count && longer.Take(shorter.Count).SequenceEqual(shorter);
}
