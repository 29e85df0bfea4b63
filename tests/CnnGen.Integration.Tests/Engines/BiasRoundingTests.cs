using CnnGen.Integration.Tests.Harness;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>
/// A bias is added to the whole sum, whatever algorithm computes it: the terms of a sum that begins with a far larger bias would all be rounded to its
/// precision.
/// </summary>
public class BiasRoundingTests
{
    private const float Bias = 1000;
    private const string Name = "layer";

    public static TheoryData<VectorBits, string> Layers
    {
        get
        {
            string[] layers =
            [
                "[Network(Winograd = false), Input(9, 9, 64), Conv(16, 3, Name = \"layer\")]", // direct
                "[Network(Winograd = false), Input(9, 9, 64), Conv(13, 3, Name = \"layer\"), MaxPool(2)]", // direct, of a pool's window
                "[Network(Winograd = false), Input(15, 15, 1000), Conv(16, 3, Stride = 3, Name = \"layer\")]", // direct, row by row of the kernel
                "[Network, Input(24, 24, 32), Conv(32, 3, Padding = 1, Name = \"layer\")]", // Winograd
                "[Network, Input(32, 32, 1), Conv(6, 5, Name = \"layer\")]", // planar
                "[Network, Input(12, 12, 32), Conv(32, 3, Groups = 32, Name = \"layer\")]", // depthwise
                "[Network, Input(24, 24, 1), Dense(37, Name = \"layer\")]", // dense, several images
                "[Network, Input(5, 5, 16), ConvTranspose(8, 3, Stride = 2, Name = \"layer\")]", // transposed
            ];
            TheoryData<VectorBits, string> data = [];
            foreach (VectorBits bits in CodeWidths.All)
            {
                foreach (string layer in layers)
                {
                    data.Add(bits, layer);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void ALargeBias_IsAddedToTheWholeSum(VectorBits bits, string layer)
    {
        CompiledNetwork compiled = NetworkCompiler.Compile($"using CnnGen;\n\n{layer}\npublic partial class Net;", bits);
        float[] without = Outputs(compiled, bias: 0);

        float[] with = Outputs(compiled, Bias);

        Assert.Equal(without.Select(sum => sum + Bias), with);
    }

    private static float[] Outputs(CompiledNetwork compiled, float bias)
    {
        NetworkInstance network = compiled.Create(seed: 1);
        network.Weights[compiled.Info.Parameters.Single(tensor => tensor.Name == Name + ".bias")].Fill(bias);
        network.Weights.MarkChanged();
        var random = new Random(2);
        const int Images = 3;
        float[] input = [.. Enumerable.Range(0, Images * compiled.Info.InputLength).Select(_ => random.NextSingle() - 0.5f)];
        float[] output = new float[Images * compiled.Info.OutputLength];
        network.Forward(input, output);
        return output;
    }
}
