using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms;

/// <summary>What a candidate sees of the node it may accept.</summary>
internal sealed record PlanningContext(
    NetworkGraph Graph,
    int Index,
    Target Target,
    int MicroBatch,
    bool AllowsWinograd,
    bool IsParallel,
    bool Bf16DenseWeights)
{
    /// <summary>
    /// Estimated cycles of the cheapest algorithm so far. A search need not go where nothing cheaper can be; without a limit, every algorithm that applies
    /// gives its best plan.
    /// </summary>
    public double CyclesToBeat { get; init; } = double.MaxValue;

    /// <summary>Whether searches go on although nothing cheaper can come, so that each algorithm that applies can be shown with its best plan.</summary>
    public bool KeepsRunnersUp { get; init; }

    /// <summary>Whether a training step takes the whole batch through each stage.</summary>
    public bool IsWholeBatch { get; init; }

    public Node Node => Graph.Nodes[Index];

    public Operator Operator => Node.Operator;

    public TensorShape InputShape(int input) => Graph.Nodes[Node.Inputs[input]].Shape;

    /// <summary>Whether an input is the image itself, and nobody else reads it.</summary>
    public bool OwnsNetworkInput(int input)
    {
        int producer = Node.Inputs[input];
        if (Graph.Nodes[producer].Operator is not InputOperator)
        {
            return false;
        }

        int readers = 0;
        foreach (Node other in Graph.Nodes.Where(node => node.Recomputes is null))
        {
            foreach (int read in other.Inputs)
            {
                readers += read == producer ? 1 : 0;
            }
        }

        return readers == 1;
    }
}
