using System.Text;
using CnnGen.Files;

namespace CnnGen;

/// <summary>Names and shapes as error messages show them.</summary>
internal static class ShapeText
{
    private const int LongestName = 80;

    /// <summary>[6, 1, 5, 5].</summary>
    public static string Of(IReadOnlyList<int> shape)
    {
        var text = new StringBuilder("[");
        for (int axis = 0; axis < shape.Count; axis++)
        {
            text.Append(axis == 0 ? "" : ", ").Append(shape[axis]);
        }

        return text.Append(']').ToString();
    }

    /// <summary>A name from a file: shortened, and with nothing that would break a line or drive a terminal.</summary>
    public static string Name(string name) => name.Length > LongestName ? PlainText.Of(name[..LongestName]) + "…" : PlainText.Of(name);
}
