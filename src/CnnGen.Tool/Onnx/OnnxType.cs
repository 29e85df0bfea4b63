namespace CnnGen.Tool.Onnx;

/// <summary>Element types, by ONNX's numbers.</summary>
internal enum OnnxType
{
    Undefined = 0,
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    UInt16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    String = 8,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    UInt32 = 12,
    UInt64 = 13,
    BFloat16 = 16,
}

/// <summary>What the numbers say.</summary>
internal static class OnnxTypes
{
    public static bool IsReal(this OnnxType type) => type is OnnxType.Float or OnnxType.Float16 or OnnxType.Double or OnnxType.BFloat16;

    public static bool IsWhole(this OnnxType type) =>
        type is OnnxType.UInt8
            or OnnxType.Int8
            or OnnxType.UInt16
            or OnnxType.Int16
            or OnnxType.Int32
            or OnnxType.Int64
            or OnnxType.Bool
            or OnnxType.UInt32
            or OnnxType.UInt64;

    /// <summary>Bytes of one element in <c>raw_data</c>; 0 for a type that is not read.</summary>
    public static int Size(this OnnxType type) => type switch
    {
        OnnxType.UInt8 or OnnxType.Int8 or OnnxType.Bool => 1,
        OnnxType.UInt16 or OnnxType.Int16 or OnnxType.Float16 or OnnxType.BFloat16 => 2,
        OnnxType.Float or OnnxType.Int32 or OnnxType.UInt32 => 4,
        OnnxType.Double or OnnxType.Int64 or OnnxType.UInt64 => 8,
        _ => 0,
    };
}
