using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Strassen;

/// <summary>
/// The loops of <see cref="StrassenConvolution"/> over blocks of pixels and chunks of filters. The three stages of a block are kernels of their own, which
/// equal layers share.
/// </summary>
internal sealed class StrassenLowering
{
    private readonly LoopBuilder _b;
    private readonly NodeLowering _node;
    private readonly StrassenConvolution _algorithm;
    private readonly StrassenWeights _weights;
    private readonly StrassenScratch _scratch;
    private readonly BufferLayout _input;

    private StrassenLowering(NodeLowering node, StrassenConvolution algorithm)
    {
        (_node, _algorithm, _input) = (node, algorithm, node.InputLayout(0));
        _b = new LoopBuilder(node.IsParallel);
        _weights = StrassenWeights.Pack(node, algorithm);
        _scratch = StrassenScratch.Of(algorithm, _input.Shape.Channels);
    }

    private FusedConvolution Operator => _algorithm.Operator;

    public static void Lower(NodeLowering node, StrassenConvolution algorithm) => new StrassenLowering(node, algorithm).Run();

    private void Run()
    {
        ConvolutionSignature.Of(_node, Operator, _weights.Weights, _weights.Bias)
            .Floats("scratch", _node.Scratch(_scratch.Length))
            .WithTasks(_node, _algorithm.Tasks)
            .Call(_node, _node.Lanes, Body, () => LayerComments.Of(_node, LayerComments.Formula(Operator, _input.Shape.Channels)), callsKernels: true);
    }

    private LoopBuilder Body()
    {
        int before = 0;
        for (int column = 0; column < _algorithm.Columns; column++)
        {
            foreach ((int top, int end, int rows) in Segments.Cut(_algorithm.Operator.CoveredRows, _algorithm.BlockRows))
            {
                (int left, int first, int last) = (column * _algorithm.BlockColumns, before, before + ((end - top) / rows));
                IndexExpression Row(IndexExpression block) => ((block - first) * rows) + top;
                if (_algorithm.Chunks > 1)
                {
                    _b.For("block", first, last, 1, block =>
                    {
                        // Each thread makes the sums for itself, once for all its chunks.
                        _b.ForTasksAcross(
                            "chunk",
                            _algorithm.Chunks,
                            block,
                            _algorithm.Rows * _algorithm.Columns,
                            () => Sums(rows, Row(block), left),
                            chunk => Chunk(chunk, rows, Row(block), left));
                    });
                }
                else
                {
                    _b.ForTasks("block", first, last, block =>
                    {
                        Sums(rows, Row(block), left);
                        Chunk(0, rows, Row(block), left);
                    });
                }

                before = last;
            }
        }

        NameStrides();
        return _b;
    }

    /// <summary>The distances in memory that readers meet in the loops.</summary>
    private void NameStrides()
    {
        int inputRow = Operator.Convolution.Vertical.S * _input.RowStride;
        _b.NameStride("InputBlock", "input", "block", _algorithm.BlockRows * inputRow);
        _b.NameStride("OutputBlock", "output", "block", _algorithm.BlockRows * _node.OutputLayout.RowStride);
        _b.NameStride("Products", "scratch", "", _scratch.Products);
        _b.NameStride("WeightsOfChunk", "weights", "chunk", _weights.ChunkLength);
        foreach (string pointer in (string[])["bias", "output"])
        {
            _b.NameStride("ChunkChannels", pointer, "chunk", _algorithm.ChunkFilters);
        }
    }

    /// <summary>Sums of the pixels of a block.</summary>
    private void Sums(int rows, IndexExpression row, int column)
    {
        (Geometry.WindowAxis vertical, Geometry.WindowAxis horizontal, _, _) = Operator.Convolution;
        _b.Add(new CallKernel(StrassenSumsLowering.Define(_node, _algorithm, _scratch, rows),
        [
            new AddressOf("input", _input.At((row * vertical.S) - vertical.Before, (column * horizontal.S) - horizontal.Before, 0)),
            new AddressOf("scratch", 0),
        ]));
    }

    /// <summary>Products of the sums with the weights of a chunk, and sums of these.</summary>
    private void Chunk(IndexExpression chunk, int rows, IndexExpression row, int column)
    {
        _b.Add(new CallKernel(StrassenProductLowering.Define(_node, _algorithm, _weights, _scratch, _algorithm.Pixels(rows)),
        [
            new AddressOf("scratch", 0),
            new AddressOf("weights", chunk * _weights.ChunkLength),
            new AddressOf("scratch", _scratch.Products),
        ]));

        IndexExpression channel = chunk * _algorithm.ChunkFilters;
        _b.Add(new CallKernel(StrassenOutputLowering.Define(_node, _algorithm, _scratch, rows),
        [
            new AddressOf("scratch", _scratch.Products),
            .. Epilogue.Of(Operator).Arguments(channel, () => _node.InputLayout(1).At(row, column, channel)),
            new AddressOf("output", _node.OutputLayout.At(row, column, channel)),
        ]));
    }
}
