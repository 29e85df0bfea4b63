using System.Text.Json;
using CnnGen.Testing;
using Networks;
using Xunit;

namespace CnnGen.Samples.Tests;

/// <summary>The counts of samples/Networks against the published ones, in the constants and in what the program lists.</summary>
public sealed class NetworkCountTests(NetworkCountTests.Listing listing) : IClassFixture<NetworkCountTests.Listing>
{
    // Arguments of attributes are constants of the compiler: that this compiles shows that the counts are.
    [Theory]
    [InlineData(nameof(LeNet5), LeNet5.ParameterCount, LeNet5.MultiplyAdds, 61_706, 416_520, "28x28x1")]
    [InlineData(nameof(AlexNet), AlexNet.ParameterCount, AlexNet.MultiplyAdds, 60_965_224, 724_406_816, "227x227x3")]
    [InlineData(nameof(AlexNetOneTower), AlexNetOneTower.ParameterCount, AlexNetOneTower.MultiplyAdds, 61_100_840, 714_188_480, "224x224x3")]
    [InlineData(nameof(Vgg16), Vgg16.ParameterCount, Vgg16.MultiplyAdds, 138_357_544, 15_470_264_320, "224x224x3")]
    [InlineData(nameof(Vgg19), Vgg19.ParameterCount, Vgg19.MultiplyAdds, 143_667_240, 19_632_062_464, "224x224x3")]
    [InlineData(nameof(ResNet50), ResNet50.ParameterCount, ResNet50.MultiplyAdds, 25_557_032, 4_089_184_256, "224x224x3")]
    [InlineData(nameof(ResNet50V1), ResNet50V1.ParameterCount, ResNet50V1.MultiplyAdds, 25_557_032, 3_857_973_248, "224x224x3")]
    [InlineData(nameof(InceptionV4), InceptionV4.ParameterCount, InceptionV4.MultiplyAdds, 42_679_816, 12_253_974_624, "299x299x3")]
    public void Counts_AreThePublishedOnes(string name, long parameters, long multiplyAdds, long publishedParameters, long publishedMultiplyAdds, string input)
    {
        Assert.Equal((publishedParameters, publishedMultiplyAdds), (parameters, multiplyAdds));
        JsonElement listed = listing.Networks.Single(network => network.GetProperty("name").GetString() == name);
        Assert.Equal(input, listed.GetProperty("input").GetString());
        Assert.Equal(publishedParameters, listed.GetProperty("parameters").GetInt64());
        Assert.Equal(publishedMultiplyAdds, listed.GetProperty("multiplyAdds").GetInt64());
        Assert.True(listed.GetProperty("arenaBytes").GetInt32() > 0);
    }

    [Fact]
    public void AllNetworks_AreListed() => Assert.Equal(8, listing.Networks.Length);

    /// <summary>What <c>list --json</c> writes.</summary>
    public sealed class Listing
    {
        public Listing()
        {
            using TemporaryFolder folder = new("networks");
            string file = Path.Combine(folder.Path, "list.json");
            SamplePrograms.Run("Networks", "list", "--json", file).Succeeded();
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
            Networks = [.. document.RootElement.EnumerateArray().Select(network => network.Clone())];
        }

        public JsonElement[] Networks { get; }
    }
}
