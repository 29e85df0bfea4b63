namespace CnnGen.Tool.Weights;

/// <summary>A class or function that a pickle names: <c>torch._utils._rebuild_tensor_v2</c>.</summary>
internal sealed record PickleName(string Name);

/// <summary>The elements of tensors, in a file of their own within the archive.</summary>
/// <param name="Type">PyTorch's class: <c>FloatStorage</c>.</param>
/// <param name="Key">The file's name.</param>
/// <param name="Count">Elements.</param>
internal sealed record PickleStorage(string Type, string Key, long Count);

/// <summary>A tensor: a view of a storage.</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, IReadOnlyList<long> Shape, IReadOnlyList<long> Strides);

/// <summary>A dictionary, in the order of insertion.</summary>
internal sealed class PickleDictionary
{
    public List<(object? Key, object? Value)> Items { get; } = [];
}
