using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Program;

/// <summary>A layer in the record of an inspection.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">The shape of its value.</param>
/// <param name="Offset">Where its value begins.</param>
internal sealed record RecordedLayer(string Name, TensorShape Shape, int Offset)
{
    /// <summary>Those of an inspection's graph, in their order.</summary>
    public static EquatableArray<RecordedLayer> Of(NetworkGraph graph) =>
        (from node in graph.Nodes
         where node.Operator is RecordedValue
         let record = (RecordedValue)node.Operator
         select new RecordedLayer(record.Layer, graph.Nodes[node.Inputs[0]].Shape, record.Offset)).ToEquatableArray();
}
