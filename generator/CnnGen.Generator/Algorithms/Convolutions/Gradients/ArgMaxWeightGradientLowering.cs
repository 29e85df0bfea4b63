using CnnGen.Generator.Algorithms.Pooling;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Program;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Gradients;

/// <summary>
/// The loops of <see cref="ArgMaxWeightGradient"/>. Sums of a micro-batch are kept as [oc][kh][(kw, ic)], the last rounded up to vectors:
/// a row of a window is one run of the input. The schedule may say that runs
/// are copied to whole cache lines first.
/// </summary>
internal sealed class ArgMaxWeightGradientLowering
{
    // Sums that run beside each other, so that a multiply-add need not wait for the one before.
    private const int SumsToHideLatency = 8;

    private readonly LoopBuilder _b;
    private readonly NodeLowering _node;
    private readonly PooledWeightGradient _operator;
    private readonly bool _copiesRuns;
    private readonly WindowAxis _vertical;
    private readonly WindowAxis _horizontal;
    private readonly MaxPool _pool;
    private readonly BufferLayout _input;
    private readonly BufferLayout _dPooled;
    private readonly int _lanes;
    private readonly int _vectors;

    private ArgMaxWeightGradientLowering(NodeLowering node, ArgMaxWeightGradient algorithm)
    {
        _b = new LoopBuilder(node.IsWholeBatch);
        PooledWeightGradient gradient = algorithm.Operator;
        _node = node;
        _operator = gradient;
        _copiesRuns = algorithm.CopiesRuns;
        (_vertical, _horizontal, _, _) = gradient.Fused.Convolution;
        _pool = gradient.Fused.Pool!;
        _input = node.InputLayout(0);
        _dPooled = node.InputLayout(1);
        int run = _horizontal.F * _input.Shape.Channels;
        _lanes = node.Target.LanesFor(run);
        _vectors = (run + _lanes - 1) / _lanes;
    }

    private int Filters => _operator.Fused.Convolution.Filters;

    private int Width => _vectors * _lanes;

    /// <summary>Rows of the input that some window reads.</summary>
    private int Rows => _operator.Fused.CoveredRows + _vertical.F - 1;

    public static void Lower(NodeLowering node, ArgMaxWeightGradient algorithm) => new ArgMaxWeightGradientLowering(node, algorithm).Run();

    private void Run()
    {
        KernelSignature signature = new KernelSignature().Floats("input", _node.Input(0));
        if (_copiesRuns)
        {
            int runs = _node.DefineBuffer(_node.Node.Name + " runs", _operator.Fused.CoveredColumns * Rows * Width, perImage: false);
            signature.Floats("runs", new BufferArgument(runs, 0));
            CopyRuns();
        }

        int sums = _node.IsWholeBatch
            ? _node.DefineBuffer(_node.Node.Name, Filters * _vertical.F * Width, perImage: false)
            : _node.DefineSums(_node.Node.Name, Filters * _vertical.F * Width);
        int tasks = SumOfFilters();
        int ic = _input.Shape.Channels;
        _node.UnpackGradient(sums, new PackStep(
            $"{_operator.Tensors[0].Name}: [oc, kh, kw, ic] → [oc, ic, kh, kw]",
            _node.Parameter(_operator.Tensors[0]),
            0,
            [Filters, ic, _vertical.F, _horizontal.F],
            [ic * _vertical.F * _horizontal.F, _vertical.F * _horizontal.F, _horizontal.F, 1],
            [_vertical.F * Width, 1, Width, ic]));
        signature
            .Floats("dOutput", _node.Input(1))
            .Integers("argmax", _node.ArgMaxOf(2))
            .Floats("dWeight", new BufferArgument(sums, 0));
        if (_operator.Fused.Convolution.HasBias)
        {
            if (_node.IsWholeBatch)
            {
                tasks += PixelSums.OverImages(_b, _lanes, _dPooled, _node.InputImageStride(1), tasks);
            }
            else
            {
                PixelSums.Lower(_b, _lanes, _dPooled);
            }

            signature.Floats("dBias", _node.Gradient(_operator.Tensors[1]));
        }

        if (_node.IsWholeBatch)
        {
            signature.OverImages(_node, tasks);
        }

        signature.Call(
            _node,
            _lanes,
            _b,
            LayerComments.Of(
                _node,
                "dWeight[oc, ic, kh, kw] += Σ dOut[ph, pw, oc] · in[h + kh, w + kw, ic], where (h, w) is the corner of the window that won (ph, pw, oc)"),
            eachImage: !_node.IsWholeBatch);
    }

    /// <summary>The sums of all filters: of one image, or image by image of the whole batch, for those filters that the kernel is called for.</summary>
    /// <returns>How many tasks these are.</returns>
    private int SumOfFilters()
    {
        if (!_node.IsWholeBatch)
        {
            return EachFilters((oc, count) => Sum(oc, count, 0));
        }

        EachFilters((oc, count) =>
            _b.For("v", count * _vertical.F * _vectors, v => _b.Add(new StoreVector("dWeight", SumAt(oc, 0, 0) + (v * _lanes), new Splat(0f), _lanes))));
        int tasks = 0;
        _b.ForRuntime("n", 0, IndexExpression.Of("count"), 1, n => tasks = EachFilters((oc, count) => Sum(oc, count, n)));
        return tasks;
    }

    /// <summary>Loops over the filters that are summed together, so many that their sums hide the latency of a multiply-add.</summary>
    private int EachFilters(Action<IndexExpression, int> body)
    {
        int oneAtATime = _vertical.F * _vectors;
        int filters = Math.Min(Filters, Math.Max(1, (SumsToHideLatency + oneAtATime - 1) / oneAtATime));
        int tasks = 0;
        foreach ((int start, int end, int count) in Segments.Cut(Filters, filters))
        {
            _b.ForTasksFrom("oc", tasks, start, end, count, oc => body(oc, count));
            tasks += (end - start) / count;
        }

        return tasks;
    }

    private void CopyRuns()
    {
        _b.Remark("runs[w, h, (kw, ic)] = in[h, w + kw, ic], each run on whole cache lines");
        _b.For("w", _operator.Fused.CoveredColumns, w => _b.For("h", Rows, h => _b.Unroll("v", _vectors, v => _b.Add(new StoreVector(
            "runs",
            (w * (Rows * Width)) + (h * Width) + (v * _lanes),
            new LoadVector("input", _input.At(h - _vertical.Before, w - _horizontal.Before, 0) + (v * _lanes)),
            _lanes)))));
    }

    /// <summary>The sums of some filters, as many of their rows at a time as fit the registers.</summary>
    private void Sum(IndexExpression oc, int filters, IndexExpression n)
    {
        foreach (List<(int Row, int Vector)> group in PatchGroups.Of(_vertical.F, _vectors, _node.Target))
        {
            _b.Scope(() =>
            {
                EachSum(
                    group,
                    filters,
                    (f, row, vector) => _b.Declare("sum", LocalType.Vector, new LoadVector("dWeight", SumAt(oc + f, row, vector)), f, row, vector));
                _b.For("ph", _dPooled.Shape.Height, ph => _b.For("pw", _dPooled.Shape.Width, pw =>
                {
                    for (int f = 0; f < filters; f++)
                    {
                        int filter = f;
                        _b.Scope(() => AddAtArgMax(n, ph, pw, oc + filter, filter, group));
                    }
                }));
                EachSum(group, filters, (f, row, vector) => _b.Add(new StoreVector("dWeight", SumAt(oc + f, row, vector), Sum(f, row, vector), _lanes)));
            });
        }
    }

    private void AddAtArgMax(IndexExpression n, IndexExpression ph, IndexExpression pw, IndexExpression oc, int filter, List<(int Row, int Vector)> group)
    {
        (IndexExpression r, IndexExpression c) = ArgMaxIndex.Read(_b, _pool, _node.ArgMaxLayoutOf(2).At(ph, pw, oc) + (n * _node.ArgMaxImageStrideOf(2)));
        Local g = _b.Declare("g", LocalType.Vector, new Splat(new LoadElement("dOutput", _dPooled.At(ph, pw, oc) + (n * _node.InputImageStride(1)))));
        (IndexExpression h, IndexExpression w) = (ph * _pool.Vertical.S, pw * _pool.Horizontal.S);
        string window = _copiesRuns
            ? _b.Pointer("window", "runs", (w * (Rows * Width)) + (c * (Rows * Width)) + (h * Width) + (r * Width))
            : _b.Pointer(
                "window",
                "input",
                _input.At(h - _vertical.Before, w - _horizontal.Before, 0)
                    + (r * _input.RowStride)
                    + (c * _input.PixelStride)
                    + (n * _node.InputImageStride(0)));
        int rowStride = _copiesRuns ? Width : _input.RowStride;
        foreach ((int row, int vector) in group)
        {
            _b.Assign(Sum(filter, row, vector), new MultiplyAdd(g, new LoadVector(window, (row * rowStride) + (vector * _lanes)), Sum(filter, row, vector)));
        }
    }

    private static Local Sum(int filter, int row, int vector) => new("sum", LocalType.Vector, [filter, row, vector]);

    private IndexExpression SumAt(IndexExpression oc, int row, int vector) => (oc * (_vertical.F * Width)) + (row * Width) + (vector * _lanes);

    private static void EachSum(List<(int Row, int Vector)> group, int filters, Action<int, int, int> body)
    {
        for (int f = 0; f < filters; f++)
        {
            foreach ((int row, int vector) in group)
            {
                body(f, row, vector);
            }
        }
    }
}
