namespace CnnGen.Generator.Operators;

/// <summary>x where positive, else slope·x.</summary>
internal sealed record LeakyRelu(float Slope) : Activation
{
    public override string Describe() => "LeakyRelu";
}
