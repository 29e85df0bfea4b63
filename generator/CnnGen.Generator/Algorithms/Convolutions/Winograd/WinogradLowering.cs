using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>
/// The loops of <see cref="WinogradConvolution"/> over groups, blocks of tiles and chunks of channels. The three stages of a block are kernels of their own,
/// which equal layers share.
/// </summary>
internal sealed class WinogradLowering
{
    private readonly LoopBuilder _b;
    private readonly NodeLowering _node;
    private readonly WinogradConvolution _algorithm;
    private readonly WinogradGrid _grid;
    private readonly WinogradWeights _weights;
    private readonly WinogradScratch _scratch;
    private readonly BufferLayout _input;

    private WinogradLowering(NodeLowering node, WinogradConvolution algorithm)
    {
        (_node, _algorithm, _grid) = (node, algorithm, algorithm.Grid);
        _b = new LoopBuilder(node.IsParallel);
        _input = node.InputLayout(0);
        _weights = WinogradWeights.Pack(node, algorithm);
        _scratch = WinogradScratch.Of(algorithm, _weights.InputChannels, _weights.ChunkWidth, node.Target);
    }

    private FusedConvolution Operator => _algorithm.Operator;

    public static void Lower(NodeLowering node, WinogradConvolution algorithm) => new WinogradLowering(node, algorithm).Run();

    private void Run()
    {
        ConvolutionSignature.Of(_node, Operator, _weights.Weights, _weights.Bias)
            .Floats("scratch", _node.Scratch(_scratch.Length))
            .WithTasks(_node, _algorithm.Tasks)
            .Call(_node, _node.Lanes, Body, () => LayerComments.Of(_node, LayerComments.Formula(Operator, _input.Shape.Channels)), callsKernels: true);
    }

    private LoopBuilder Body()
    {
        _b.For("group", Operator.Convolution.Groups, group =>
        {
            foreach (WinogradBlocks rows in _grid.RowRuns())
            {
                if (_algorithm.Chunks == 1 && _grid.ColumnBlocks == 1)
                {
                    _b.ForTasks("rows", rows.First, rows.First + rows.Count, block => ColumnRuns(group, rows, block));
                }
                else
                {
                    _b.For("rows", rows.First, rows.First + rows.Count, 1, block => ColumnRuns(group, rows, block));
                }
            }
        });
        if (WinogradOutputLowering.IsNonTemporal(_algorithm, _node, _weights.ChunkChannels))
        {
            NonTemporalStores.Complete(_b);
        }

        NameStrides();
        return _b;
    }

    /// <summary>The distances in memory that readers meet in the loops.</summary>
    private void NameStrides()
    {
        (Convolution convolution, WinogradAxis vertical, WinogradAxis horizontal) = (Operator.Convolution, _grid.Vertical, _grid.Horizontal);
        int inputRow = vertical.Outputs * vertical.Stride * _input.RowStride;
        _b.NameStride("InputRowOfBlocks", "input", "rows", _grid.BlockRows * inputRow);
        _b.NameStride("InputBlock", "input", "columns", _grid.BlockColumns * horizontal.Outputs * convolution.Horizontal.S * _input.PixelStride);
        _b.NameStride("InputRowOfTiles", "input", "tiles", inputRow);
        _b.NameStride("InputRow", "input", "row", _input.RowStride);

        // Where both are equal, points before and after the products have one name.
        bool isOne = _scratch.InputPoint == _scratch.ProductPoint;
        foreach ((string name, int point) in ((string, int)[])[
            (isOne ? "Point" : "InputPoint", _scratch.InputPoint),
            (isOne ? "Point" : "ProductPoint", _scratch.ProductPoint)
        ])
        {
            _b.NameStride(name, "scratch", "pointColumn", point);
            _b.NameStride("RowOf" + name + "s", "scratch", "pointRow", horizontal.Points * point);
        }

        _b.NameStride("Products", "scratch", "", _scratch.Products);
        _b.NameStride("Between", "scratch", "", _scratch.Between);
        _b.NameStride("WeightsOfPoint", "weights", "pointColumn", _weights.PointLength);
        _b.NameStride("WeightsOfRow", "weights", "pointRow", _grid.Horizontal.Weights * _weights.PointLength);
        _b.NameStride("WeightsOfChunk", "weights", "chunk", _weights.ChunkLength);
        _b.NameStride("WeightsOfGroup", "weights", "group", _weights.GroupLength);

        int outputRow = vertical.Outputs / Operator.PoolRows * _node.OutputLayout.RowStride;
        _b.NameStride("OutputRowOfBlocks", "output", "rows", _grid.BlockRows * outputRow);
        _b.NameStride("OutputBlock", "output", "columns", _grid.BlockColumns * (horizontal.Outputs / Operator.PoolColumns) * _node.OutputLayout.PixelStride);
        _b.NameStride("OutputRowOfTiles", "output", "tiles", outputRow);
        foreach (string pointer in (string[])["output", "bias"])
        {
            _b.NameStride("ChunkChannels", pointer, "chunk", _weights.ChunkWidth);
        }
    }

    private void ColumnRuns(IndexExpression group, WinogradBlocks rows, IndexExpression rowBlock)
    {
        foreach (WinogradBlocks columns in _grid.ColumnRuns())
        {
            if (_algorithm.Chunks == 1 && _grid.ColumnBlocks > 1)
            {
                IndexExpression first = (rowBlock * _grid.ColumnBlocks) + columns.First;
                _b.ForTasksFrom(
                    "columns",
                    first,
                    columns.First,
                    columns.First + columns.Count,
                    1,
                    columnBlock => Block(group, rows, rowBlock, columns, columnBlock));
            }
            else
            {
                _b.For("columns", columns.First, columns.First + columns.Count, 1, columnBlock => Block(group, rows, rowBlock, columns, columnBlock));
            }
        }
    }

    /// <summary>The tiles of a block to the points, and its outputs chunk by chunk.</summary>
    private void Block(IndexExpression group, WinogradBlocks rows, IndexExpression rowBlock, WinogradBlocks columns, IndexExpression columnBlock)
    {
        (IndexExpression tileRow, IndexExpression tileColumn) = (rowBlock * _grid.BlockRows, columnBlock * _grid.BlockColumns);
        if (_algorithm.Chunks > 1)
        {
            // Each thread transforms the input for itself, once for all its chunks.
            _b.ForTasksAcross(
                "chunk",
                _algorithm.Chunks,
                (rowBlock * _grid.ColumnBlocks) + columnBlock,
                _grid.Blocks,
                () => TransformInput(group, rows, tileRow, columns, tileColumn),
                chunk => Chunk(group, chunk, rows, tileRow, columns, tileColumn));
        }
        else
        {
            TransformInput(group, rows, tileRow, columns, tileColumn);
            Chunk(group, 0, rows, tileRow, columns, tileColumn);
        }
    }

    /// <summary>The tiles of a block to the points.</summary>
    private void TransformInput(IndexExpression group, WinogradBlocks rows, IndexExpression tileRow, WinogradBlocks columns, IndexExpression tileColumn)
    {
        int inputStep = _grid.Vertical.IsDirect ? 1 : _grid.Vertical.Outputs * _grid.Vertical.Stride;
        columns = columns.OfInputs(_grid.Horizontal);
        foreach ((int first, int count, WinogradAxis vertical) in rows.OfInputs(_grid.Vertical).Lengths(_grid.Vertical))
        {
            string inputTransform = WinogradInputLowering.Define(_node, _algorithm, _scratch, columns, vertical.Outputs);
            int end = _grid.Vertical.IsDirect ? _grid.Vertical.Inputs(count) : first + count;
            _b.For(_grid.Vertical.IsDirect ? "row" : "tiles", first, end, 1, row =>
            {
                IndexExpression top = (tileRow * (_grid.Vertical.Outputs * _grid.Vertical.Stride)) + (row * inputStep) - Operator.Convolution.Vertical.Before;
                IndexExpression left = (tileColumn * (_grid.Horizontal.Outputs * Operator.Convolution.Horizontal.S)) - Operator.Convolution.Horizontal.Before;
                CallTransform(
                    inputTransform,
                    [new AddressOf("input", _input.At(top, left, group * _weights.InputChannels)), .. _scratch.Inputs(_grid).Arguments(columns, row, 0)]);
            });
        }
    }

    /// <summary>Products of a block with the weights of a chunk at each point, and back.</summary>
    private void Chunk(
        IndexExpression group,
        IndexExpression chunk,
        WinogradBlocks rows,
        IndexExpression tileRow,
        WinogradBlocks columns,
        IndexExpression tileColumn)
    {
        IndexExpression weights = (group * _weights.GroupLength) + (chunk * _weights.ChunkLength);
        if (_algorithm.TransformsFiltersOnTheFly)
        {
            Multiply(OnTheFlyFilterTransformLowering.Define(_node, _algorithm, _weights, _scratch, rows, columns), 0, weights);
        }
        else if (_grid.SharesWeights || rows.IsCut(_grid.Vertical) || columns.IsCut(_grid.Horizontal))
        {
            EachPoint(
                rows,
                columns,
                (rowTiles, columnTiles, point, matrix) => Multiply(1, rowTiles, columnTiles, point, weights + (matrix * _weights.PointLength)));
        }
        else
        {
            Multiply(_grid.Points, rows.Tiles, columns.Tiles, 0, weights);
        }

        IndexExpression channel = (group * Operator.Convolution.GroupFilters) + (chunk * _weights.ChunkWidth);
        foreach ((int first, int count, WinogradAxis vertical) in rows.Lengths(_grid.Vertical))
        {
            TransformOutput(count, first, vertical.Outputs, tileRow, columns, tileColumn, channel);
        }
    }

    /// <summary>Every point, with the number of its matrix of weights and the tiles that have it.</summary>
    private void EachPoint(WinogradBlocks rows, WinogradBlocks columns, Action<int, int, IndexExpression, IndexExpression> body)
    {
        foreach (WinogradRun rowRun in _grid.Vertical.Runs(rows.LastOutputs).Where(run => rows.TilesWith(run) > 0))
        {
            _b.For("pointRow", rowRun.First, rowRun.First + rowRun.Count, 1, row =>
            {
                IndexExpression matrixRow = ((row - rowRun.First) * rowRun.WeightStep) + rowRun.FirstWeights;
                foreach (WinogradRun columnRun in _grid.Horizontal.Runs(columns.LastOutputs).Where(run => columns.TilesWith(run) > 0))
                {
                    _b.For("pointColumn", columnRun.First, columnRun.First + columnRun.Count, 1, column => body(
                        rows.TilesWith(rowRun),
                        columns.TilesWith(columnRun),
                        (row * _grid.Horizontal.Points) + column,
                        (matrixRow * _grid.Horizontal.Weights) + ((column - columnRun.First) * columnRun.WeightStep) + columnRun.FirstWeights));
                }
            });
        }
    }

    private void Multiply(int points, int rowTiles, int columnTiles, IndexExpression point, IndexExpression weights) =>
        Multiply(WinogradProductLowering.Define(_node, _algorithm, _weights, _scratch, points, rowTiles, columnTiles), point, weights);

    private void Multiply(string products, IndexExpression point, IndexExpression weights) =>
        _b.Add(new CallKernel(products,
        [
            new AddressOf("scratch", point * _scratch.InputPoint),
            new AddressOf("weights", weights),
            new AddressOf("scratch", (point * _scratch.ProductPoint) + _scratch.Products),
        ]));

    /// <summary>Rows of tiles, from a first one on, whose products become so many rows of outputs each.</summary>
    private void TransformOutput(
        int count,
        int first,
        int outputRows,
        IndexExpression tileRow,
        WinogradBlocks columns,
        IndexExpression tileColumn,
        IndexExpression channel)
    {
        string outputTransform = WinogradOutputLowering.Define(_node, _algorithm, _weights, _scratch, columns, outputRows);
        _b.For("tiles", first, first + count, 1, row =>
        {
            IndexExpression top = (tileRow + row) * (_grid.Vertical.Outputs / Operator.PoolRows);
            IndexExpression left = tileColumn * (_grid.Horizontal.Outputs / Operator.PoolColumns);
            CallTransform(outputTransform,
            [
                .. _scratch.Outputs(_grid).Arguments(columns, row * _grid.Vertical.Products(1), _scratch.Products),
                .. Epilogue.Of(Operator).Arguments(channel, () => _node.InputLayout(1).At(top, left, channel)),
                new AddressOf("output", _node.OutputLayout.At(top, left, channel)),
            ]);
        });
    }

    private void CallTransform(string kernel, List<Expression> arguments)
    {
        if (_grid.IsTwoDimensional)
        {
            arguments.Add(new AddressOf("scratch", _scratch.Between));
        }

        _b.Add(new CallKernel(kernel, arguments.ToEquatableArray()));
    }
}
