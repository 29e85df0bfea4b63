using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>Pooling for every window and layout: plain loops that test each tap.</summary>
internal abstract record ReferencePool : Algorithm
{
    public override bool IsReference => true;

    public override string Describe() => "plain loops, each tap tested for padding";

    public override bool Accepts(int input, BufferLayout layout) => true;

    public override bool ReadsPastEnd(int input) => false;

    public override bool WritesAnyLayout => true;
}
