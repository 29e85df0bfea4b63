using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>The loops of <see cref="AxisMappingTables"/> and <see cref="AxisMappingGradientTables"/>.</summary>
internal sealed class AxisMappingLowering(NodeLowering node, AxisMapping mapping)
{
    // Cubic interpolation has sixteen; more are a loop.
    private const int MostWrittenOut = 16;

    private readonly AxisTable _rows = new(mapping.Vertical, "row");
    private readonly AxisTable _columns = new(mapping.Horizontal, "column");

    private bool HasLoops => _rows.Taps * _columns.Taps > MostWrittenOut;

    public void Forward()
    {
        LoopBuilder b = new(node.IsParallel);
        BufferLayout input = node.InputLayout(0);
        BufferLayout output = node.OutputLayout;
        int lanes = node.Target.LanesFor(output.Shape.Channels);
        Pixels(b, lanes, output.Shape.Channels, (oh, ow, c, count) =>
        {
            if (HasLoops)
            {
                Local total = b.Declare("sum", LocalType.Vector, new Splat(0f));
                LoopOverTaps(
                    b,
                    oh,
                    ow,
                    (row, column, weight) => b.Assign(total, new MultiplyAdd(new LoadVector("input", input.At(row, column, c)), weight, total)));
                b.Add(new StoreVector("output", output.At(oh, ow, c), total, count));
                return;
            }

            Local? sum = null;
            EachTap((row, column) =>
            {
                LoadVector value = new("input", input.At(_rows.Index(row), _columns.Index(column), c));
                if (sum is not null)
                {
                    b.Assign(sum, Weight(row, column) is { } weight ? new MultiplyAdd(value, weight, sum) : new Binary(BinaryOperation.Add, sum, value));
                    return;
                }

                sum = b.Declare("sum", LocalType.Vector, Weight(row, column) is { } first ? new Binary(BinaryOperation.Multiply, value, first) : value);
            });
            b.Add(new StoreVector("output", output.At(oh, ow, c), sum!, count));
        });
        string taps = _rows.Taps * _columns.Taps == 1
            ? "in[row[oh], column[ow], c]"
            : "Σ in[row[oh, i], column[ow, j], c] · rowWeight[oh, i] · columnWeight[ow, j]";
        new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("output", node.Output())
            .WithTasks(node, output.Shape.Height)
            .Call(node, lanes, b, LayerComments.Of(node, "out[oh, ow, c] = " + taps));
    }

    public void Backward()
    {
        LoopBuilder b = new();
        BufferLayout dOutput = node.InputLayout(0);
        BufferLayout dInput = node.OutputLayout;
        ElementRuns runs = ElementRuns.Of(dInput.Shape, dInput);
        int lanes = node.Target.LanesFor(dInput.Shape.Channels);
        runs.Loop(b, lanes, (at, count) => b.Add(new StoreVector("dInput", at[0], new Splat(0f), count)));
        Pixels(b, lanes, dInput.Shape.Channels, (oh, ow, c, count) =>
        {
            Local g = b.Declare("g", LocalType.Vector, new LoadVector("dOutput", dOutput.At(oh, ow, c)));
            if (HasLoops)
            {
                LoopOverTaps(b, oh, ow, (row, column, weight) =>
                {
                    IndexExpression at = dInput.At(row, column, c);
                    b.Add(new StoreVector("dInput", at, new MultiplyAdd(g, weight, new LoadVector("dInput", at)), count));
                });
                return;
            }

            EachTap((row, column) =>
            {
                IndexExpression at = dInput.At(_rows.Index(row), _columns.Index(column), c);
                LoadVector known = new("dInput", at);
                b.Add(new StoreVector(
                    "dInput",
                    at,
                    Weight(row, column) is { } weight ? new MultiplyAdd(g, weight, known) : new Binary(BinaryOperation.Add, known, g),
                    count));
            });
        });
        new KernelSignature()
            .Floats("dOutput", node.Input(0))
            .Floats("dInput", node.Output())
            .Call(node, lanes, b, LayerComments.Of(node, "dIn[row[oh, i], column[ow, j], c] += dOut[oh, ow, c] · rowWeight[oh, i] · columnWeight[ow, j]"));
    }

    private void Pixels(LoopBuilder b, int lanes, int channels, Action<IndexExpression, IndexExpression, IndexExpression, int> body)
    {
        _rows.Declare(b);
        _columns.Declare(b);
        b.ForTasks("oh", 0, mapping.Vertical.OutputSize, oh => b.Scope(() =>
        {
            if (!HasLoops)
            {
                _rows.Load(b, oh);
            }

            b.For("ow", mapping.Horizontal.OutputSize, ow => b.Scope(() =>
            {
                if (!HasLoops)
                {
                    _columns.Load(b, ow);
                }

                if (!HasLoops && (!_rows.IsCopy || !_columns.IsCopy))
                {
                    EachTap((row, column) => b.Add(new Declare(WeightLocal(row, column), new Splat(Product(row, column)))));
                }

                int whole = channels / lanes * lanes;
                b.For("c", 0, whole, lanes, c => b.Scope(() => body(oh, ow, c, lanes)));
                if (whole < channels)
                {
                    b.Scope(() => body(oh, ow, whole, channels - whole));
                }
            }));
        }));
    }

    /// <summary>As <see cref="EachTap"/>, written as loops; the body gets row, column and weight.</summary>
    private void LoopOverTaps(LoopBuilder b, IndexExpression oh, IndexExpression ow, Action<IndexExpression, IndexExpression, Local> body) =>
        b.For("i", _rows.Taps, i => b.Scope(() =>
        {
            (IndexExpression row, Expression rowWeight) = _rows.LoadTap(b, oh, i);
            b.For("j", _columns.Taps, j => b.Scope(() =>
            {
                (IndexExpression column, Expression columnWeight) = _columns.LoadTap(b, ow, j);
                Local weight = b.Declare("weight", LocalType.Vector, new Splat(new Binary(BinaryOperation.Multiply, rowWeight, columnWeight)));
                body(row, column, weight);
            }));
        }));

    private void EachTap(Action<int, int> body)
    {
        for (int row = 0; row < _rows.Taps; row++)
        {
            for (int column = 0; column < _columns.Taps; column++)
            {
                body(row, column);
            }
        }
    }

    private Expression Product(int row, int column) => _rows.IsCopy ? _columns.Weight(column)
        : _columns.IsCopy ? _rows.Weight(row)
        : new Binary(BinaryOperation.Multiply, _rows.Weight(row), _columns.Weight(column));

    private Local? Weight(int row, int column) => _rows.IsCopy && _columns.IsCopy ? null : WeightLocal(row, column);

    private static Local WeightLocal(int row, int column) => new("weight", LocalType.Vector, [row, column]);
}
