namespace CnnGen.Integration.Tests.Harness;

/// <summary>Values of the property <c>CnnGenVectorBits</c>: only the code of that width is emitted, and without a check of the processor.</summary>
public enum VectorBits
{
    Scalar = 32,
    Bits128 = 128,
    Bits256 = 256,
    Bits512 = 512,
}
