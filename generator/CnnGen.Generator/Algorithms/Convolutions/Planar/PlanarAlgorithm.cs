using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Planar;

/// <summary>Convolution with few channels: vectors run along the columns of an image, so that few output channels do not leave lanes idle.</summary>
/// <param name="Operator">What is computed.</param>
/// <param name="ChannelsFirst">Whether the consumer takes the planes as they are; else they are copied.</param>
internal abstract record PlanarAlgorithm(FusedConvolution Operator, bool ChannelsFirst) : Algorithm
{
    /// <summary>Cycles of the end of a vector of outputs: pool, activation, store.</summary>
    protected const double CyclesOfEnd = 4;

    // To bring a value from its plane to its pixel, which most readers want.
    private const double CyclesOfCopy = 0.5;

    // An image with more channels is better served with the channels in the lanes.
    private const int MostInputChannels = 4;

    /// <summary>Whether lanes may be columns of the image: few channels, which are read as planes.</summary>
    protected static bool Serves(PlanningContext context)
    {
        if (context.Operator is not FusedConvolution { Convolution.Groups: 1, AddsResidual: false, RotatesWeight: false } fused || context.Target.Lanes == 1)
        {
            return false;
        }

        int ic = context.InputShape(0).Channels;
        bool readsPlanes = ic == 1 || (ic <= MostInputChannels && context.OwnsNetworkInput(0));
        bool poolsPairs = fused.Pool is null || fused.Pool.Horizontal.F == 2;
        return readsPlanes && poolsPairs && fused.Convolution.Horizontal is { S: 1, D: 1 };
    }

    /// <summary>Estimated cycles, with the copy NCHW → NHWC.</summary>
    public override double Cycles(PlanningContext context)
    {
        int outputs = context.Node.Shape.Length;
        double copy = (CyclesOfCopy * outputs) + context.Target.Machine.ScratchCycles((double)outputs * sizeof(float));
        return CyclesOfPlanes(context.InputShape(0).Channels, context.Target) + copy;
    }

    /// <summary>Estimated cycles until outputs stand in their planes.</summary>
    /// <param name="ic">Channels of the input.</param>
    /// <param name="target">Vector width.</param>
    protected abstract double CyclesOfPlanes(int ic, Target target);

    public override Border InputBorder(int input) => Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal);

    public override bool Accepts(int input, BufferLayout layout) => layout.PixelStride == 1;

    public override bool WantsChannelsFirst(int input) => true;

    public override Schedule? WritingChannelsFirst() => this with { ChannelsFirst = true };

    public override BufferLayout OutputLayout(TensorShape shape, Border border, Target target) =>
        ChannelsFirst ? BufferLayout.ChannelsFirst(shape, border, target.Lanes) : BufferLayout.ChannelsLast(shape, border);

    public override BufferLayout ArgMaxLayout(TensorShape shape, Target target) => BufferLayout.ChannelsFirst(shape, default, target.Lanes);

    /// <summary>Estimated cycles of a step of sums in registers: multiply-adds and loads start two a cycle, and sums wait for the step before.</summary>
    /// <param name="channels">Output channels, a weight each.</param>
    /// <param name="vectors">Vectors of inputs, of which some cross cache lines.</param>
    /// <param name="target">Vector width.</param>
    protected static double CyclesOfStep(int channels, int vectors, Target target)
    {
        double loads = channels + (vectors * target.CrossingFactor);
        return Math.Max(Math.Max(channels * vectors / RegisterTile.PerCycle, loads / MachineModel.LoadsPerCycle), 4);
    }

    /// <summary>Why lanes are columns.</summary>
    protected string Reason => FormattableString.Invariant($"{Operator.Convolution.Filters} channels would leave lanes idle");

    /// <summary>Vectors of a row of outputs, before pooling.</summary>
    public int Vectors(int lanes) => (Operator.CoveredColumns + lanes - 1) / lanes;
}
