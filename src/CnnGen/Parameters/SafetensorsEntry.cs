namespace CnnGen;

/// <summary>What a safetensors header says of one tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Begin">First byte in the data.</param>
/// <param name="End">Byte after the last.</param>
internal sealed record SafetensorsEntry(string Name, string Type, int[] Shape, long Begin, long End)
{
    public int Count => (int)((End - Begin) / SafetensorsType.ElementSize(Type));
}
