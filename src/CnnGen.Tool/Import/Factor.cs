namespace CnnGen.Tool.Import;

/// <summary>
/// A part of an axis. Axes of arrays are split and joined by <c>Reshape</c> while the values stay where they are; a factor is what such axes consist of, and
/// is split itself when a new axis ends within it.
/// </summary>
internal sealed class Factor(int size)
{
    private Factor[] _parts = [];

    public int Size => size;

    /// <summary>The parts that are not split any further, the outermost first.</summary>
    public IEnumerable<Factor> Leaves => _parts.Length == 0 ? [this] : _parts.SelectMany(part => part.Leaves);

    /// <summary>Splits a factor that is not split yet, for everybody who refers to it.</summary>
    public void Split(int outer) => _parts = [new Factor(outer), new Factor(size / outer)];

    public static IReadOnlyList<Factor> Of(int size) => size == 1 ? [] : [new Factor(size)];
}
