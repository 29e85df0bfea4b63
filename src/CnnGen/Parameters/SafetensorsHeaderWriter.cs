using System.Buffers.Binary;
using System.Text;

namespace CnnGen;

/// <summary>
/// Builds the header of a safetensors file; the data of the tensors follows in the order they were added. The same tensors give the same bytes.
/// </summary>
internal sealed class SafetensorsHeaderWriter
{
    private const int Alignment = 8;

    private readonly StringBuilder _json = new("{");
    private long _offset;

    public SafetensorsHeaderWriter(IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
        {
            return;
        }

        _json.Append("\"__metadata__\":{");
        foreach (KeyValuePair<string, string> text in metadata)
        {
            Separate();
            AppendString(text.Key);
            _json.Append(':');
            AppendString(text.Value);
        }

        _json.Append('}');
    }

    public void Add(string name, string type, IReadOnlyList<int> shape, long bytes)
    {
        Separate();
        AppendString(name);
        _json.Append(":{\"dtype\":\"").Append(type).Append("\",\"shape\":[");
        for (int axis = 0; axis < shape.Count; axis++)
        {
            Separate();
            _json.Append(shape[axis]);
        }

        _json.Append("],\"data_offsets\":[").Append(_offset).Append(',').Append(_offset + bytes).Append("]}");
        _offset += bytes;
    }

    /// <summary>Length and JSON, filled up with spaces so that the data begins at a multiple of 8.</summary>
    public byte[] ToBytes()
    {
        byte[] json = Encoding.UTF8.GetBytes(_json.ToString() + "}");
        int padded = (json.Length + Alignment - 1) & -Alignment;
        byte[] header = new byte[8 + padded];
        header.AsSpan(8).Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(header, padded);
        json.CopyTo(header, 8);
        return header;
    }

    private void Separate()
    {
        if (_json[^1] is not ('{' or '['))
        {
            _json.Append(',');
        }
    }

    private void AppendString(string text)
    {
        _json.Append('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\')
            {
                _json.Append('\\').Append(c);
            }
            else if (c < ' ')
            {
                _json.Append("\\u00").Append(c < 16 ? '0' : '1').Append("0123456789abcdef"[c & 15]);
            }
            else
            {
                _json.Append(c);
            }
        }

        _json.Append('"');
    }
}
