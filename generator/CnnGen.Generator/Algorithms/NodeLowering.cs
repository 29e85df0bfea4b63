using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Normalization;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms;

/// <summary>What an algorithm needs to write the loops of one node: shapes, layouts, buffers, and a place to put kernels and calls.</summary>
internal sealed class NodeLowering(ProgramBuilder program, NetworkPlan plan, int index)
{
    public Node Node => plan.Graph.Nodes[index];

    /// <summary>The weights that a convolution reads, its own or another layer's.</summary>
    public ParameterSpec Weight => (Node.Operator as FusedConvolution)?.SharedWeight ?? Node.Parameters[0];

    /// <summary>How the weights of a convolution stand in the tensor they come from.</summary>
    public FilterStrides Filters
    {
        get
        {
            FusedConvolution fused = (FusedConvolution)Node.Operator;
            return FilterStrides.Of(fused.Convolution, InputShape(0).Channels, fused.RotatesWeight);
        }
    }

    public Target Target => plan.Target;

    public int Lanes => plan.Target.Lanes;

    /// <summary>Whether threads divide the work of one image.</summary>
    public bool IsParallel => plan.IsParallel;

    /// <summary>Whether a training step takes the whole batch through each stage: kernels of weights are called for a part of them and all images.</summary>
    public bool IsWholeBatch => plan.IsWholeBatch;

    public BufferLayout OutputLayout => plan.Layouts[index];

    /// <summary>The line of the generated comment that says what else would do, and what it is estimated to take; null where nothing else would.</summary>
    public string? Choice => plan.Choices[index]?.Describe();

    /// <summary>The decisions.</summary>
    public Schedule Schedule => plan.Schedules[index]!;

    /// <summary>The line of the generated comment that says how and why.</summary>
    public string Algorithm => Schedule.Describe();

    /// <summary>The algorithm with the layouts that it works on, and which of its kernels is meant.</summary>
    public KernelKey Key(string stage, params int[] sizes) => new(
        Target, IsParallel, Schedule, Node.Inputs.Select(input => plan.Layouts[input]).ToEquatableArray(), OutputLayout, stage, new EquatableArray<int>(sizes));

    public BufferLayout InputLayout(int input) => plan.Layouts[Node.Inputs[input]];

    public TensorShape InputShape(int input) => plan.Graph.Nodes[Node.Inputs[input]].Shape;

    /// <summary>The node an input comes from.</summary>
    public Node InputNode(int input) => plan.Graph.Nodes[Node.Inputs[input]];

    /// <summary>Floats from one image's part of an input to the next, for kernels that run over the images themselves.</summary>
    public int InputImageStride(int input) => program.ImageStride(Node.Inputs[input]);

    /// <summary>Floats from one image's part of the output to the next.</summary>
    public int OutputImageStride => program.ImageStride(index);

    /// <summary>The caller's memory of this node, an input.</summary>
    public CallArgument InputMemory() => program.InputOf(index);

    /// <summary>Which of the losses this node is, in the order in which they were declared.</summary>
    public int LossIndex => plan.Graph.Losses.ToList().IndexOf(index);

    /// <summary>How many losses the network has.</summary>
    public int LossCount => plan.Graph.Losses.Count;

    /// <summary>Where an image's targets for this node, a loss, stand.</summary>
    public CallArgument LossTarget() => program.TargetOf(LossIndex);

    /// <summary>Whether an input already stands where it belongs in the output.</summary>
    public bool IsInPlace(int input) => plan.BufferAliases[Node.Inputs[input]] == plan.BufferAliases[index];

    /// <summary>The start of the buffer of an input.</summary>
    public CallArgument Input(int input) => program.Value(Node.Inputs[input]);

    /// <summary>The start of the buffer of the output.</summary>
    public CallArgument Output() => program.Value(index);

    /// <summary>The places of the maxima that this node keeps, as row &lt;&lt; 8 | column within the window.</summary>
    public CallArgument ArgMax() => program.ArgMax(index);

    public BufferLayout ArgMaxLayout => plan.ArgMaxLayout(index);

    /// <summary>The places of the maxima that an input's node kept.</summary>
    public CallArgument ArgMaxOf(int input) => program.ArgMax(Node.Inputs[input]);

    /// <summary>From one image's places of the maxima to the next image's.</summary>
    public int ArgMaxImageStrideOf(int input) => ProgramBuilder.RoundUp(ArgMaxLayoutOf(input).Length);

    public BufferLayout ArgMaxLayoutOf(int input) => plan.ArgMaxLayout(Node.Inputs[input]);

    /// <summary>Where a tensor of this or of another node stands among the parameters.</summary>
    public int Parameter(ParameterSpec parameter) => program.Parameter(parameter);

    /// <summary>Reserves packed weights; zero where no step writes.</summary>
    public int ReservePacked(int length) => program.ReservePacked(index, length);

    /// <summary>A tensor as it is among the packed weights, where reading a whole vector of it is allowed.</summary>
    public RegionArgument Packed(ParameterSpec tensor)
    {
        int packed = ReservePacked(tensor.Length);
        Pack(new PackStep(tensor.Name, Parameter(tensor), packed, [tensor.Length], [1], [1]));
        return new RegionArgument(Region.Packed, packed, 0);
    }

    /// <summary>Packs a block of the weights, with the batch norm of this node multiplied into them, if there is one.</summary>
    public void Pack(BlockPackingStep step)
    {
        if (Node.FoldedNorm is { } norm)
        {
            ParameterSpec weight = Node.Parameters[0];
            int channelLength = weight.Length / norm.Tensors[0].Length;
            int channel = (step.Tensor - Parameter(weight)) / channelLength;
            step = step with { Norm = new ChannelNorm(Place(norm.Name, norm.Epsilon, norm.Tensors).From(channel), channelLength) };
        }

        program.Pack(index, step);
    }

    /// <summary>Packs the bias of this node, its second tensor, or what it becomes through a batch norm.</summary>
    public void PackBias(int packed)
    {
        ParameterSpec bias = Node.Parameters[1];
        program.Pack(index, Node.FoldedNorm is { } norm
            ? new FoldedBiasStep(Node.Name, Place(norm.Name, norm.Epsilon, norm.Tensors), norm.HasBias ? Parameter(bias) : -1, packed)
            : new PackStep(bias.Name, Parameter(bias), packed, [bias.Length], [1], [1]));
    }

    /// <summary>Packs the factor and the summand of each channel of a batch norm.</summary>
    public void PackNormFactors(BatchNorm norm, string layer, EquatableArray<ParameterSpec> tensors, int factors, int summands) =>
        program.Pack(index, new NormFactorsStep(Place(layer, norm.Epsilon, tensors), factors, summands));

    /// <summary>Memory beside the node's value.</summary>
    public int DefineBuffer(string name, int length, bool perImage) => program.DefineBuffer(name, length, perImage);

    /// <summary>Where an image puts what it contributes to this node's value, which is one for the whole batch.</summary>
    public CallArgument Contribution() => program.Contribution(index);

    /// <summary>One of the runs of channels that an input's value consists of, which is one for the whole batch.</summary>
    public CallArgument WholeBatch(int input, int run) =>
        new RegionArgument(Region.WholeBatch, ValueOffset(input) + (run * ChannelRuns.Length(((IWholeBatch)InputNode(input).Operator).Channels)), 0);

    /// <summary>Where an input's value begins among the values of the whole batch.</summary>
    public int ValueOffset(int input) => program.ValueOffset(Node.Inputs[input]);

    /// <summary>Makes this node's value of the contributions of all images, from where these begin to where that begins.</summary>
    public void Reduce(Func<int, int, ReduceStep> step) => program.Reduce(index, step);

    /// <summary>Adds a gradient that was summed in the kernel's order to the parameters' gradient.</summary>
    public void UnpackGradient(int buffer, PackStep step) => program.UnpackGradient(index, buffer, step);

    /// <summary>
    /// Memory for sums of gradients, zero at first, that a kernel of one image adds to: all images of a micro-batch to the same, or each image of a whole batch
    /// to its own, which are added when they are <see cref="UnpackGradient"/>ed.
    /// </summary>
    public int DefineSums(string name, int length) => program.DefineSums(name, length);

    /// <summary>Where a kernel of one image adds to the gradient of a small tensor, in PyTorch's order.</summary>
    public CallArgument GradientOf(ParameterSpec parameter)
    {
        if (!IsWholeBatch)
        {
            return Gradient(parameter);
        }

        int sums = program.DefineSums(parameter.Name + " sums", parameter.Length);
        UnpackGradient(sums, new PackStep(parameter.Name, Parameter(parameter), 0, [parameter.Length], [1], [1]));
        return new BufferArgument(sums, 0);
    }

    /// <summary>The gradient of a tensor, in PyTorch's order, for a kernel that computes it of all images.</summary>
    public CallArgument Gradient(ParameterSpec parameter) => new RegionArgument(Region.Gradient, Parameter(parameter), 0);

    /// <summary>Adds a kernel and calls it. A kernel equal to an earlier one but for its name is emitted once.</summary>
    public void Call(Kernel kernel, bool eachImage, params CallArgument[] arguments) => program.Call(program.Define(kernel), eachImage, arguments, [], 0);

    /// <summary>As above, where an output may take the place of an input.</summary>
    public void Call(Kernel kernel, bool eachImage, CallArgument[] arguments, Overwrite[] overwrites, int tasks, RoundSize round = default) =>
        program.Call(program.Define(kernel), eachImage, arguments, overwrites, tasks, round);

    /// <summary>Adds a kernel. One equal to an earlier one but for its name is emitted once.</summary>
    /// <returns>The kernel as it is emitted.</returns>
    public Kernel Kernel(Kernel kernel) => program.Define(kernel);

    /// <summary>Adds a kernel that other kernels of this node call, and that depends on a cause alone.</summary>
    /// <returns>The name to call.</returns>
    public string Define(KernelKey cause, Func<EquatableArray<string>> comment, Func<KernelCode> make) =>
        program.Define(cause, KernelNames.Of(Node.Name, cause.Stage), comment, () => cause.Code(make)).Name;

    /// <summary>Memory that is this node's while its kernel runs, for each thread its own.</summary>
    public CallArgument Scratch(int length) => program.Scratch(length);

    /// <summary>As above, once an image, for a kernel that depends on <see cref="Cause"/> alone.</summary>
    /// <param name="stage">Which one of the node's kernels, where it has several.</param>
    /// <param name="comment">Its comment.</param>
    /// <param name="make">Its code.</param>
    /// <param name="callsKernels">Whether it calls other kernels. These have names of this program, so that no other may have the code.</param>
    /// <param name="arguments">What is passed.</param>
    /// <param name="overwrites">Where the output may take the place of an input.</param>
    /// <param name="tasks">Parallel tasks of the work; 0 where it is not divided.</param>
    public void Call(
        string stage,
        Func<EquatableArray<string>> comment,
        Func<KernelCode> make,
        bool callsKernels,
        CallArgument[] arguments,
        Overwrite[] overwrites,
        int tasks)
    {
        KernelKey cause = Key(stage);
        Kernel kernel = program.Define(cause, KernelNames.Of(Node.Name, stage), comment, callsKernels ? make : () => cause.Code(make));
        program.Call(kernel, eachImage: true, arguments, overwrites, tasks);
    }

    /// <summary>The tensors of a batch norm, or of a learnt factor for each channel, with their places among the parameters.</summary>
    public PlacedNorm Place(string name, float epsilon, EquatableArray<ParameterSpec> tensors) => new(
        name,
        program.Parameter(tensors[0]),
        Parameter(tensors, 1),
        Parameter(tensors, 2),
        Parameter(tensors, 3),
        epsilon,
        tensors[0].Length);

    private int Parameter(EquatableArray<ParameterSpec> tensors, int which) => which < tensors.Count ? program.Parameter(tensors[which]) : PlacedNorm.Absent;
}
