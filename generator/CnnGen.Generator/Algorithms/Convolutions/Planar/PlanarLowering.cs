using CnnGen.Generator.Algorithms.Layouts;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Planar;

/// <summary>What planar algorithms have in common: parameters, planes of outputs, and the copy to pixels where readers want these.</summary>
internal abstract class PlanarLowering
{
    // Multiply-adds in one straight line.
    private const int MostUnrolled = 150;

    private readonly PlanarAlgorithm _algorithm;

    protected PlanarLowering(NodeLowering node, PlanarAlgorithm algorithm)
    {
        Node = node;
        _algorithm = algorithm;
        Input = node.InputLayout(0);
        Planes = algorithm.ChannelsFirst ? node.OutputLayout : BufferLayout.ChannelsFirst(node.Node.Shape, default, node.Lanes);
    }

    protected NodeLowering Node { get; }

    protected BufferLayout Input { get; }

    protected BufferLayout Planes { get; }

    protected FusedConvolution Operator => _algorithm.Operator;

    protected int InputChannels => Input.Shape.Channels;

    protected int Lanes => Node.Lanes;

    protected WindowAxis Vertical => Operator.Convolution.Vertical;

    protected WindowAxis Horizontal => Operator.Convolution.Horizontal;

    /// <summary>Parts that threads may divide the work into.</summary>
    protected abstract int Tasks { get; }

    /// <summary>Floats that a thread needs beside the outputs.</summary>
    protected virtual int ScratchLength => 0;

    /// <summary>Adds the kernel and its call.</summary>
    public void Run()
    {
        int weights = PackWeights();
        LoopBuilder b = new(Node.IsParallel);
        Loops(b);
        CallArgument planes = _algorithm.ChannelsFirst
            ? Node.Output()
            : new BufferArgument(Node.DefineBuffer(Node.Node.Name + " planes", Planes.Length, perImage: true), 0);
        KernelSignature signature = new KernelSignature()
            .Floats("input", Node.Input(0))
            .Floats("weights", new RegionArgument(Region.Packed, weights, 0));
        if (Operator.Convolution.HasBias)
        {
            int bias = Node.ReservePacked(Operator.Convolution.Filters);
            Node.PackBias(bias);
            signature.Floats("bias", new RegionArgument(Region.Packed, bias, 0));
        }

        signature.Floats("output", planes);
        if (Operator.KeepsArgMax)
        {
            signature.Integers("argmax", Node.ArgMax());
        }

        if (ScratchLength > 0)
        {
            signature.Floats("scratch", Node.Scratch(ScratchLength));
        }

        signature.WithTasks(Node, Tasks).Call(Node, Lanes, b, LayerComments.Of(Node, LayerComments.Formula(Operator.Convolution, InputChannels)));
        if (!_algorithm.ChannelsFirst)
        {
            Kernel copy = CopyLayout.Lower(
                KernelNames.Of(Node.Node.Name, "ToChannelsLast"),
                Lanes,
                Planes,
                Node.OutputLayout,
                $"{Node.Node.Name}: NCHW → NHWC, as its readers want it");
            Node.Call(copy, eachImage: true, planes, Node.Output());
        }
    }

    /// <summary>Adds the steps that pack the weights.</summary>
    /// <returns>Where they begin.</returns>
    protected abstract int PackWeights();

    /// <summary>Writes the kernel.</summary>
    /// <param name="b">Where.</param>
    protected abstract void Loops(LoopBuilder b);

    /// <summary>The loop over kw, written out where it is short: around few multiply-adds a loop costs as much as its work.</summary>
    protected void KernelColumns(LoopBuilder b, int sums, Action<IndexExpression> body)
    {
        if (Horizontal.F * sums <= (_algorithm.UnrollLimit ?? MostUnrolled))
        {
            b.Unroll("kw", Horizontal.F, body);
        }
        else
        {
            b.For("kw", Horizontal.F, body);
        }
    }
}
