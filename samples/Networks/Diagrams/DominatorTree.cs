namespace Networks.Diagrams;

/// <summary>
/// For each box the nearest one that every path from the input passes: what a fork spreads out, the tree holds together, so that branches can
/// be laid side by side and the join that ends them below all of them.
/// </summary>
internal sealed class DominatorTree
{
    private readonly Dictionary<Box, Box> _parent = [];
    private readonly Dictionary<Box, int> _depth = [];
    private readonly Dictionary<Box, List<Box>> _children = [];
    private readonly HashSet<Box> _readByJoins = [];

    /// <summary>Reads boxes that each stand behind their inputs; the first is the root.</summary>
    public DominatorTree(IEnumerable<Box> boxes)
    {
        foreach (Box box in boxes)
        {
            _children[box] = [];
            _depth[box] = 0;
            if (box.Inputs.Count > 0)
            {
                Box parent = box.Inputs.Aggregate(Common);
                _parent[box] = parent;
                _depth[box] = _depth[parent] + 1;
                _children[parent].Add(box);
            }

            if (box.IsJoin)
            {
                _readByJoins.UnionWith(box.Inputs);
            }
        }
    }

    /// <summary>Boxes that read this one alone.</summary>
    public IEnumerable<Box> Branches(Box box) => _children[box].Where(child => !child.IsJoin);

    /// <summary>Joins of branches that begin at this box.</summary>
    public IEnumerable<Box> Joins(Box box) => _children[box].Where(child => child.IsJoin);

    /// <summary>Whether an edge leads past the branches of this box to a join, which needs room beside them.</summary>
    public bool HasBypass(Box box) => _readByJoins.Contains(box) && Branches(box).Any();

    private Box Common(Box a, Box b)
    {
        while (a != b)
        {
            if (_depth[a] >= _depth[b])
            {
                a = _parent[a];
            }
            else
            {
                b = _parent[b];
            }
        }

        return a;
    }
}
