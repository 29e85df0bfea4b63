using CnnGen.Generator.Graph;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Lowering;

/// <summary>What an algorithm needs to write the loops of one node: shapes, layouts, buffers, and a place to put kernels and calls.</summary>
internal sealed class NodeLowering(ProgramBuilder program, NetworkPlan plan, int index)
{
    public Node Node => plan.Graph.Nodes[index];

    public Target Target => plan.Target;

    public int Lanes => plan.Target.Lanes;

    public int MicroBatch => plan.MicroBatch;

    public BufferLayout OutputLayout => plan.Layouts[index];

    /// <summary>The line of the generated comment that says how and why.</summary>
    public string Algorithm => plan.Algorithms[index]!.Describe();

    public BufferLayout InputLayout(int input) => plan.Layouts[Node.Inputs[input]];

    public TensorShape InputShape(int input) => plan.Graph.Nodes[Node.Inputs[input]].Shape;

    /// <summary>The node an input comes from.</summary>
    public Node InputNode(int input) => plan.Graph.Nodes[Node.Inputs[input]];

    /// <summary>Floats from one image's part of an input to the next, for kernels that run over the images themselves.</summary>
    public int InputImageStride(int input) => program.ImageStride(Node.Inputs[input]);

    /// <summary>Floats from one image's part of the output to the next.</summary>
    public int OutputImageStride => program.ImageStride(index);

    /// <summary>The start of the buffer of an input.</summary>
    public CallArgument Input(int input) => program.Value(Node.Inputs[input]);

    /// <summary>The start of the buffer of the output.</summary>
    public CallArgument Output() => program.Value(index);

    /// <summary>The places of the maxima that this node keeps, as row &lt;&lt; 8 | column within the window.</summary>
    public CallArgument Winners() => program.Winners(index);

    public BufferLayout WinnersLayout => plan.WinnersLayout(index);

    /// <summary>The places of the maxima that an input's node kept.</summary>
    public CallArgument WinnersOf(int input) => program.Winners(Node.Inputs[input]);

    public BufferLayout WinnersLayoutOf(int input) => plan.WinnersLayout(Node.Inputs[input]);

    /// <summary>Where a tensor of this or of another node stands among the parameters.</summary>
    public int Parameter(ParameterSpec parameter) => program.Parameter(parameter);

    /// <summary>Reserves packed weights; zero where no step writes.</summary>
    public int ReservePacked(int length) => program.ReservePacked(length);

    public void Pack(PackStep step) => program.Pack(step);

    /// <summary>Memory beside the node's value. It lives from this node's calls to the end of the program if <paramref name="isGradientSum"/>.</summary>
    public int DefineBuffer(string name, int length, bool perImage, bool isGradientSum = false) => program.DefineBuffer(name, length, perImage, isGradientSum);

    /// <summary>Adds a gradient that was summed in the kernel's order to the parameters' gradient.</summary>
    public void UnpackGradient(int buffer, PackStep step) => program.UnpackGradient(buffer, step);

    /// <summary>Adds a kernel and calls it. A kernel equal to an earlier one but for its name is emitted once.</summary>
    public void Call(Kernel kernel, bool eachImage, params CallArgument[] arguments) => program.Call(kernel, eachImage, arguments);
}
