using System.Text;
using Xunit;

namespace CnnGen.Tests.Parameters;

public sealed class SafetensorsFileTests
{
    [Fact]
    public void TensorsAndMetadata_ComeBackAsTheyWereSaved()
    {
        SafetensorsTensor[] tensors =
        [
            new("layer.\"0\"\\\n\u0001é漢😀", [2, 3], [1, -2, float.NaN, float.PositiveInfinity, float.Epsilon, -0f]),
            new("scalar", [], [7]),
            new("empty", [4, 0], []),
        ];
        var content = new MemoryStream();

        new SafetensorsFile(tensors, new Dictionary<string, string> { ["format"] = "pt", ["note\t"] = "" }).Save(content);
        content.Position = 0;
        SafetensorsFile read = SafetensorsFile.Read(content);

        Assert.Equal(new Dictionary<string, string> { ["format"] = "pt", ["note\t"] = "" }, read.Metadata);
        Assert.Equal(3, read.Tensors.Count);
        foreach (SafetensorsTensor tensor in tensors)
        {
            Assert.Equal(tensor.Shape, read[tensor.Name].Shape);
            Assert.Equal(tensor.Bytes.ToArray(), read[tensor.Name].Bytes.ToArray());
        }
    }

    [Fact]
    public void TheDataBegin_AtAMultipleOfEight()
    {
        for (int nameLength = 1; nameLength <= 8; nameLength++)
        {
            var content = new MemoryStream();
            new SafetensorsFile([new(new string('n', nameLength), [1], [1])]).Save(content);

            Assert.Equal(0, BitConverter.ToInt64(content.ToArray()) % 8);
        }
    }

    [Theory]
    [InlineData("F64", "000000000000F83F 000000000000F0BF", 1.5f, -1f)]
    [InlineData("F16", "003E 00BC", 1.5f, -1f)]
    [InlineData("BF16", "C03F 80BF", 1.5f, -1f)]
    [InlineData("I64", "0300000000000000 FEFFFFFFFFFFFFFF", 3f, -2f)]
    [InlineData("U64", "0300000000000000 0000000000000080", 3f, 9223372036854775808f)]
    [InlineData("I32", "03000000 FEFFFFFF", 3f, -2f)]
    [InlineData("U32", "03000000 00000080", 3f, 2147483648f)]
    [InlineData("I16", "0300 FEFF", 3f, -2f)]
    [InlineData("U16", "0300 FEFF", 3f, 65534f)]
    [InlineData("I8", "03 FE", 3f, -2f)]
    [InlineData("U8", "03 FE", 3f, 254f)]
    [InlineData("BOOL", "01 00", 1f, 0f)]
    public void EveryElementType_BecomesFloats(string type, string hex, float first, float second)
    {
        byte[] data = Convert.FromHexString(hex.Replace(" ", ""));
        byte[] json = Encoding.UTF8.GetBytes($$$"""{"t":{"dtype":"{{{type}}}","shape":[2],"data_offsets":[0,{{{data.Length}}}]}}""");

        SafetensorsTensor tensor = SafetensorsFile.Read(new MemoryStream(SafetensorsBytes.Of(json, data)))["t"];

        Assert.Equal(type, tensor.Type);
        Assert.Equal([first, second], tensor.ToFloats());
        if (type.Contains('F') || type == "U64")
        {
            Assert.Throws<InvalidOperationException>(tensor.ToIntegers);
        }
        else
        {
            Assert.Equal([(long)first, (long)second], tensor.ToIntegers());
        }
    }

    [Fact]
    public void EscapesAndSpaces_AreReadAsJsonSays()
    {
        SafetensorsFile file =
            SafetensorsBytes.Read("\t{ \"a\\u00e9\\ud83d\\ude00\\/\\n\" : { \"shape\" : [ 1 ] ,\r\n\"data_offsets\":[0,1],\"dtype\":\"U8\" } }   ", 1);

        Assert.Equal("aé😀/\n", Assert.Single(file.Tensors).Name);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("-12.5e-3")]
    [InlineData("\"text, with ] and }\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[ 1 , [ true , { \"a\" : [ { } , [ ] , \"\" ] , \"b\" : false } ] , 0 ]")]
    [InlineData("{\"scale\":[0.5,1E9],\"block\":{\"of\":32}}")]
    public void WhatElseAHeaderSaysOfATensor_IsPassedOver(string value)
    {
        string json = $"{{\"__metadata__\":null,\"t\":{{\"x\":{value},\"dtype\":\"U8\",\"shape\":[1],\"y\" : {value} ,\"data_offsets\":[0,1],\"x\":{value}}}}}";

        SafetensorsFile file = SafetensorsBytes.Read(json, 1);

        Assert.Equal("U8", Assert.Single(file.Tensors).Type);
        Assert.Empty(file.Metadata);
    }

    [Theory]
    [InlineData(65536, 65536, 65536, 65536)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue, 4)]
    public void SizesWhoseProductWraps_AreRefused(params int[] shape)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>("values", () => new SafetensorsTensor("t", shape, []));

        Assert.Contains("far more values, not 0", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(new SafetensorsTensor("t", [.. shape, 0], []).ToFloats());
        Assert.Throws<ArgumentOutOfRangeException>("shape", () => new ParameterTensor("t", shape, 0, 1, ParameterRole.Weight));
    }

    [Fact]
    public void AFileWithoutTensors_IsEmpty() => Assert.Empty(SafetensorsBytes.Read("{}", 0).Tensors);

    [Fact]
    public void TensorsInAnyOrderOfNames_AreListedInTheOrderOfTheirData()
    {
        SafetensorsFile file = SafetensorsBytes.Read(
            """{"b":{"dtype":"U8","shape":[3],"data_offsets":[2,5]},"none":{"dtype":"F32","shape":[0],"data_offsets":[2,2]},"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""",
            5);

        Assert.Equal(["a", "none", "b"], file.Tensors.Select(tensor => tensor.Name));
    }

    [Fact]
    public void TwoTensorsOfOneName_CannotBeSaved() =>
        Assert.Throws<ArgumentException>(() => new SafetensorsFile([new("t", [1], [1]), new("t", [1], [2])]));

    [TestDataFact]
    public void ExpectedLogitsOfPyTorch_AreRead()
    {
        SafetensorsFile file = SafetensorsFile.Read(TestDataFactAttribute.PathOf("weights/lenet5-mnist/expected_first16_test.safetensors"));

        Assert.Equal([16, 10], file["logits"].Shape);
        float[] logits = file["logits"].ToFloats();
        Assert.Equal(7, Array.IndexOf(logits, logits[..10].Max()));
    }
}
