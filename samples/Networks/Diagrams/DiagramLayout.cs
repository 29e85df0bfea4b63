namespace Networks.Diagrams;

/// <summary>Places boxes from top to bottom, branches side by side, and joins as bars below what they join.</summary>
internal sealed class DiagramLayout
{
    public const double BoxWidth = 176;
    public const double BoxHeight = 46;
    public const double JoinHeight = 28;

    /// <summary>From the top of a frame to the boxes in it: room for its label and the lines that fan out.</summary>
    public const double FrameTop = 36;

    public const double FramePadding = 14;

    private const double ColumnGap = 16;
    private const double RowGap = 26;
    private const double BypassWidth = 36;

    private readonly DominatorTree _tree;
    private readonly Dictionary<Box, BlockRun> _runOf;
    private readonly Dictionary<Box, double> _widths = [];
    private readonly Dictionary<Box, BoxPlace> _places = [];

    public DiagramLayout(IReadOnlyList<BlockRun> runs, double top)
    {
        Box[] boxes = [.. runs.SelectMany(run => run.Boxes)];
        _tree = new DominatorTree(boxes);
        _runOf = runs.SelectMany(run => run.Boxes.Select(box => (box, run))).ToDictionary();
        Bottom = Place(boxes[0], 0, top);
        double left = _places.Values.Min(place => place.Left);
        double right = _places.Values.Max(place => Math.Max(place.Right, place.Bypass));
        Left = left - FramePadding;
        Width = right - left + (2 * FramePadding);
    }

    public double Left { get; }

    public double Width { get; }

    /// <summary>The lower edge of the last box.</summary>
    public double Bottom { get; }

    public BoxPlace this[Box box] => _places[box];

    /// <summary>Places a box, what branches from it, and what ends these branches.</summary>
    /// <returns>The lower edge of all that.</returns>
    private double Place(Box box, double center, double top)
    {
        double height = box.IsJoin ? JoinHeight : BoxHeight;
        double bypass = center + (_tree.HasBypass(box) ? (BranchesWidth(box) + BypassWidth) / 2 : 0);
        _places[box] = new BoxPlace(center, top, BoxWidth, height, bypass);
        double bottom = top + height;
        double left = center - (BranchesWidth(box) / 2);
        double end = bottom;
        foreach (Box branch in _tree.Branches(box))
        {
            double width = SubtreeWidth(branch);
            end = Math.Max(end, Place(branch, left + (width / 2), bottom + Gap(box, branch)));
            left += width + ColumnGap;
        }

        foreach (Box join in _tree.Joins(box))
        {
            end = Place(join, center, end + Gap(join.Inputs[0], join));
            Widen(join);
        }

        return end;
    }

    /// <summary>Makes a join as wide as the places at which its inputs come in.</summary>
    private void Widen(Box join)
    {
        IEnumerable<BoxPlace> inputs = join.Inputs.Select(input => _places[input]);
        double left = join.Inputs.Min(input => EdgeOf(input, join)) - (BoxWidth / 2);
        double right = join.Inputs.Max(input => EdgeOf(input, join) + (PassesBy(input, join) ? ColumnGap : BoxWidth / 2));
        BoxPlace place = _places[join];
        double half = Math.Max(BoxWidth / 2, Math.Max(place.Center - left, right - place.Center));
        _places[join] = place with { Width = 2 * half };
    }

    /// <summary>Where the edge from a box comes in at a box below.</summary>
    public double EdgeOf(Box from, Box to) => PassesBy(from, to) ? _places[from].Bypass : _places[from].Center;

    /// <summary>Whether the edge runs beside the branches of <paramref name="from"/>.</summary>
    public bool PassesBy(Box from, Box to) => to.IsJoin && _tree.HasBypass(from);

    private double SubtreeWidth(Box box)
    {
        if (!_widths.TryGetValue(box, out double width))
        {
            double around = _tree.HasBypass(box) ? 2 * BypassWidth : 0;
            width = _tree.Joins(box).Select(SubtreeWidth).Append(BranchesWidth(box) + around).Append(BoxWidth).Max();
            _widths[box] = width;
        }

        return width;
    }

    private double BranchesWidth(Box box)
    {
        double[] widths = [.. _tree.Branches(box).Select(SubtreeWidth)];
        return widths.Length == 0 ? 0 : widths.Sum() + (ColumnGap * (widths.Length - 1));
    }

    /// <summary>The distance of two boxes below each other, with room for the frames between them.</summary>
    private double Gap(Box above, Box below)
    {
        (BlockRun from, BlockRun to) = (_runOf[above], _runOf[below]);
        double leave = from != to && from.HasFrame ? FramePadding : 0;
        double enter = from != to && to.HasFrame ? FrameTop : 0;
        return RowGap + leave + enter;
    }
}
