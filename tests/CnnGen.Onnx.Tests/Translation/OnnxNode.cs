using CnnGen.Onnx.Tests.Suite;
using CnnGen.Onnx.Tests.Suite.Proto;

namespace CnnGen.Onnx.Tests.Translation;

/// <summary>The attributes of a node, with their defaults.</summary>
internal sealed class OnnxNode(NodeProto proto, long operatorSet)
{
    public NodeProto Proto => proto;

    /// <summary>The version of the operators.</summary>
    public long OperatorSet => operatorSet;

    public int InputCount => proto.Input.Count;

    public bool HasInput(int index) => index < proto.Input.Count && proto.Input[index].Length > 0;

    public int Integer(string name, int otherwise) => Find(name) is { } attribute ? (int)attribute.I : otherwise;

    public float Real(string name, float otherwise) => Find(name)?.F ?? otherwise;

    public string Text(string name, string otherwise) => Find(name)?.S.ToStringUtf8() ?? otherwise;

    public int[]? Integers(string name) => Find(name) is { } attribute ? [.. attribute.Ints.Select(value => (int)value)] : null;

    public OnnxTensor Tensor(string name) => OnnxTensor.Of(Find(name)!.T);

    public bool Has(string name) => Find(name) is not null;

    /// <summary>An axis, counted from the end if negative.</summary>
    public int Axis(int otherwise, int rank)
    {
        int axis = Integer("axis", otherwise);
        return axis < 0 ? axis + rank : axis;
    }

    private AttributeProto? Find(string name) => proto.Attribute.FirstOrDefault(attribute => attribute.Name == name);
}
