namespace CnnGen.Imaging;

/// <summary>One of the planes of a JPEG picture: luma or chroma, or an ink.</summary>
internal sealed class JpegComponent(byte id, int horizontal, int vertical, int quantization)
{
    public byte Id { get; } = id;

    /// <summary>Blocks a unit (MCU), from left to right.</summary>
    public int Horizontal { get; } = horizontal;

    /// <summary>Blocks a unit (MCU), from top to bottom.</summary>
    public int Vertical { get; } = vertical;

    /// <summary>Which quantization table it uses.</summary>
    public int Quantization { get; } = quantization;

    /// <summary>Columns that belong to the picture.</summary>
    public int Width { get; set; }

    /// <summary>Rows that belong to the picture.</summary>
    public int Height { get; set; }

    /// <summary>Blocks in a row of them, whole units.</summary>
    public int BlockColumns { get; set; }

    /// <summary>Rows of blocks, whole units.</summary>
    public int BlockRows { get; set; }

    /// <summary>Samples in a row of the plane.</summary>
    public int Stride => BlockColumns * JpegFormat.BlockSize;

    /// <summary>The plane, whole blocks.</summary>
    public byte[] Samples { get; set; } = [];

    /// <summary>Coefficients of all blocks, of a picture that comes in several scans; otherwise empty.</summary>
    public short[] Coefficients { get; set; } = [];

    /// <summary>Steps of its coefficients, row by row; as they were when its first scan began.</summary>
    public ushort[]? Steps { get; set; }

    /// <summary>The last block's mean, from which the next one's is told.</summary>
    public int Previous { get; set; }

    public JpegHuffmanTable? DcTable { get; set; }

    public JpegHuffmanTable? AcTable { get; set; }
}
