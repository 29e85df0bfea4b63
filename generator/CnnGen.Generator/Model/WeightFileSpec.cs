namespace CnnGen.Generator.Model;

/// <summary>What a weight file holds, by its header, which the build hands to the analyzer.</summary>
/// <param name="File">The file's name, as the project has it.</param>
/// <param name="Tensors">Its tensors in their order.</param>
/// <param name="Fault">Why it is no weight file, or null.</param>
internal sealed record WeightFileSpec(string File, EquatableArray<WeightFileTensor> Tensors, string? Fault = null);

/// <summary>A tensor of a weight file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements as the format writes it: <c>F32</c>.</param>
/// <param name="Shape">Its shape.</param>
internal sealed record WeightFileTensor(string Name, string Type, EquatableArray<long> Shape);
