using System.Globalization;
using CnnGen;
using CnnGen.Samples;

namespace Networks.Diagrams;

/// <summary>A network as a picture: from top to bottom, branches side by side, a frame around each block, equal blocks drawn once.</summary>
internal sealed class NetworkDiagram
{
    private const double Margin = 28;
    private const double HeaderHeight = 128;
    private const double LeastWidth = 560;
    private const double TitleSize = 12.5;

    /// <summary>Characters of that size that a box has room for.</summary>
    private const int TitleLength = 20;

    private readonly NetworkInfo _info;
    private readonly IReadOnlyList<BlockRun> _runs;
    private readonly DiagramLayout _layout;
    private readonly SvgDocument _svg;
    private readonly double _offset;
    private readonly double _width;
    private readonly long _mostMultiplyAdds;

    private NetworkDiagram(NetworkInfo info)
    {
        _info = info;
        _runs = BlockRun.Of(BoxGraph.Of(info.Layers));
        _layout = new DiagramLayout(_runs, HeaderHeight);
        _width = Math.Max(LeastWidth, _layout.Width + (2 * Margin));
        _offset = ((_width - _layout.Width) / 2) - _layout.Left;
        _svg = new SvgDocument((int)Math.Ceiling(_width), (int)Math.Ceiling(_layout.Bottom + DiagramLayout.FramePadding + Margin), DiagramColors.Paper);
        _mostMultiplyAdds = Math.Max(1, Boxes.Max(box => box.MultiplyAdds));
    }

    private IEnumerable<Box> Boxes => _runs.SelectMany(run => run.Boxes);

    /// <summary>The picture as SVG.</summary>
    public static string Draw(NetworkInfo info)
    {
        NetworkDiagram diagram = new(info);
        diagram.DrawHeader();
        foreach (BlockRun run in diagram._runs.Where(run => run.HasFrame))
        {
            diagram.DrawFrame(run);
        }

        foreach (Box box in diagram.Boxes)
        {
            diagram.DrawEdges(box);
        }

        foreach (Box box in diagram.Boxes)
        {
            diagram.DrawBox(box);
        }

        return diagram._svg.ToString();
    }

    private void DrawHeader()
    {
        _svg.Text(Margin, 48, _info.Name, 26, DiagramColors.Heading, isBold: true);
        string counts = string.Create(CultureInfo.InvariantCulture, $"{_info.ParameterCount:N0} parameters · {_info.MultiplyAdds:N0} multiply-adds an image");
        _svg.Text(Margin, 72, counts, 13, DiagramColors.Label);
        double x = Margin;
        foreach (BoxKind kind in Boxes.Select(box => box.Kind).Where(kind => kind != BoxKind.Other).Distinct().Order())
        {
            BoxColors colors = DiagramColors.Of(kind);
            _svg.Rectangle(x, 86, 12, 12, colors.Face, 3, colors.Edge);
            string name = kind.ToString().ToLowerInvariant();
            _svg.Text(x + 18, 96.5, name, 12, DiagramColors.Label);
            x += 36 + (name.Length * 6.6);
        }

        _svg.Rectangle(x, 91, 18, 3, DiagramColors.Of(BoxKind.Convolution).Edge, 1.5);
        _svg.Text(x + 24, 96.5, "multiply-adds", 12, DiagramColors.Label);
    }

    private void DrawFrame(BlockRun run)
    {
        BoxPlace[] places = [.. run.Boxes.Select(box => _layout[box])];
        double left = places.Min(place => place.Left) + _offset - DiagramLayout.FramePadding;
        double right = places.Max(place => Math.Max(place.Right, place.Bypass)) + _offset + DiagramLayout.FramePadding;
        double top = places.Min(place => place.Top) - DiagramLayout.FrameTop;
        double bottom = places.Max(place => place.Bottom) + DiagramLayout.FramePadding;
        _svg.Rectangle(left, top, right - left, bottom - top, DiagramColors.Frame, 10, DiagramColors.FrameEdge);
        _svg.Text(left + 10, top + 16, run.Label, 11, DiagramColors.Label);
        if (run.Count > 1)
        {
            _svg.Text(right - 10, top + 18, $"× {run.Count}", 15, DiagramColors.Heading, "end", isBold: true);
        }
    }

    private void DrawEdges(Box box)
    {
        BoxPlace to = _layout[box];
        foreach (Box input in box.Inputs)
        {
            BoxPlace from = _layout[input];
            double start = from.Center + _offset;
            double end = (box.IsJoin ? _layout.EdgeOf(input, box) : to.Center) + _offset;
            double bend = _layout.PassesBy(input, box) ? from.Bottom + (to.Top - from.Bottom > 60 ? BendOf(input) : 8) : to.Top - 13;
            _svg.Path([(start, from.Bottom), (start, bend), (end, bend), (end, to.Top - 1)], DiagramColors.Edge, 1.5);
            _svg.Path([(end - 3.5, to.Top - 6), (end, to.Top - 1), (end + 3.5, to.Top - 6)], DiagramColors.Edge, 1.5);
        }
    }

    /// <summary>The height, below a box, at which its edges fan out: that of the edges to the branches that begin there.</summary>
    private double BendOf(Box box)
    {
        double nearest = Boxes.Where(other => !other.IsJoin && other.Inputs.Contains(box)).Min(other => _layout[other].Top);
        return nearest - 13 - _layout[box].Bottom;
    }

    /// <summary>Whether a box stands where the name of this one would; the name is then shown by the pointer alone.</summary>
    private bool HasNeighbour(BoxPlace place) =>
        Boxes.Select(other => _layout[other]).Any(other => other.Left > place.Left && other.Top < place.Bottom && other.Bottom > place.Top);

    private void DrawBox(Box box)
    {
        BoxPlace place = _layout[box];
        BoxColors colors = DiagramColors.Of(box.Kind);
        double left = place.Left + _offset;
        _svg.BeginGroup($"{box.Name}: {box.Title} → {box.Shape}");
        _svg.Rectangle(left, place.Top, place.Width, place.Height, colors.Face, 6, colors.Edge);
        if (box.IsJoin)
        {
            string detail = box.Detail.Length == 0 ? "" : $", {box.Detail}";
            _svg.Text(place.Center + _offset, place.Top + 18.5, $"{box.Title}{detail}   {box.Shape}", 12, DiagramColors.Text, "middle", isBold: true);
        }
        else
        {
            double size = TitleSize * Math.Min(1, (double)TitleLength / box.Title.Length);
            _svg.Text(left + 9, place.Top + 18, box.Title, size, DiagramColors.Text, isBold: true);
            _svg.Text(left + 9, place.Top + 34, box.Detail, 10.5, DiagramColors.Label);
            _svg.Text(left + place.Width - 9, place.Top + 34, box.Shape, 10.5, DiagramColors.Text, "end");
            if (box.Block is null && box.Inputs.Count > 0 && !HasNeighbour(place))
            {
                _svg.Text(left + place.Width + 10, place.Top + 27, box.Name, 11, DiagramColors.Label);
            }

            double share = (double)box.MultiplyAdds / _mostMultiplyAdds;
            _svg.Rectangle(left + 6, place.Bottom - 6, (place.Width - 12) * share, 3, colors.Edge, 1.5);
        }

        _svg.EndGroup();
    }
}
