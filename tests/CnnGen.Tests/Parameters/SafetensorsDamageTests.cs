using System.Text;
using CnnGen.Tests.Fuzzing;
using Xunit;

namespace CnnGen.Tests.Parameters;

public sealed class SafetensorsDamageTests
{
    private const string F = "a.safetensors: ";

    [Theory]
    [InlineData("", "header, byte 0: expected '{', found the end of the header.")]
    [InlineData("[]", "header, byte 0: expected '{', found '['.")]
    [InlineData("{}x", "header, byte 2: expected the end of the header, found 'x'.")]
    [InlineData("{\"t\":{}}", "header, byte 6: expected a string, found '}'.")]
    [InlineData("{\"t\":{\"dtype\":\"F32\"}}", "tensor t: shape is missing.")]
    [InlineData("{\"t\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}", "tensor t: dtype stands twice.")]
    [InlineData("{\"t\":{\"type\":\"F32\"}}", "tensor t: dtype is missing.")]
    [InlineData("{\"t\":{\"x\":nul}}", "header, byte 10: expected a value, found 'n'.")]
    [InlineData("{\"t\":{\"x\":01}}", "header, byte 10: a number is not written as JSON has it.")]
    [InlineData("{\"t\":{\"x\":-}}", "header, byte 10: a number is not written as JSON has it.")]
    [InlineData("{\"t\":{\"x\":1.}}", "header, byte 10: a number is not written as JSON has it.")]
    [InlineData("{\"t\":{\"x\":1e+}}", "header, byte 10: a number is not written as JSON has it.")]
    [InlineData("{\"t\":{\"x\":[1,]}}", "header, byte 13: expected a value, found ']'.")]
    [InlineData("{\"t\":{\"x\":{\"a\":1,}}}", "header, byte 17: expected a string, found '}'.")]
    [InlineData("{\"t\":{\"x\":[1}}}", "header, byte 12: expected ']', found '}'.")]
    [InlineData("{\"t\":{\"x\":[{\"a\":[", "header, byte 17: expected a value, found the end of the header.")]
    [InlineData("{\"__metadata__\":{\"a\":null}}", "header, byte 21: expected a string, found 'n'.")]
    [InlineData("{\"__metadata__\":null,\"__metadata__\":null}", "the header has __metadata__ twice.")]
    [InlineData("{\"t\":{\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[0,1]}}", "tensor t: the element type F8_E4M3 is not supported.")]
    [InlineData("{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}", "tensor t: data_offsets [0, 8] hold 8 bytes, but F32 [1] has 4.")]
    [InlineData("{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", "tensor t: data_offsets [4, 0] end before they begin.")]
    [InlineData("{\"t\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}", "tensor t: data_offsets [0, 12] exceed the 8 bytes of data in the file.")]
    [InlineData(
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "tensor t: data_offsets [4, 8] leave a hole after the tensor before, which ends at 0.")]
    [InlineData("{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "the header describes 4 bytes of data, but the file has 8.")]
    [InlineData(
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"u\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "tensor u: data_offsets [4, 8] overlap the tensor before, which ends at 8.")]
    [InlineData(
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "tensor t: the name stands twice in the header.")]
    [InlineData("{\"t\":{\"shape\":[-1]}}", "header, byte 15: expected a whole number, found '-'.")]
    [InlineData("{\"t\":{\"shape\":[1.5]}}", "header, byte 16: expected ']', found '.'.")]
    [InlineData("{\"t\":{\"shape\":[01]}}", "header, byte 15: a number must not begin with 0.")]
    [InlineData("{\"t\":{\"shape\":[99999999999999999999]}}", "header, byte 15: the number is too large.")]
    [InlineData("{\"t\":{\"shape\":[3000000000]}}", "tensor t: a size of 3000000000 exceeds the 2147483647 that can be read.")]
    [InlineData(
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[65536,65536,65536,65536],\"data_offsets\":[0,0]}}",
        "tensor t: F32 [65536, 65536, 65536, 65536] has more bytes than the 2147483591 that can be read.")]
    [InlineData("{\"t\":{\"data_offsets\":[0]}}", "header, byte 23: expected ',', found ']'.")]
    [InlineData("{\"t\":[[[[[[[[", "header, byte 5: expected '{', found '['.")]
    [InlineData("{\"__metadata__\":{\"a\":{}}}", "header, byte 21: expected a string, found '{'.")]
    [InlineData("{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}", "__metadata__ has a twice.")]
    [InlineData("{\"__metadata__\":{},\"__metadata__\":{}}", "the header has __metadata__ twice.")]
    [InlineData("{\"t", "header, byte 2: the string does not end.")]
    [InlineData("{\"t\\n", "header, byte 2: the string does not end.")]
    [InlineData("{\"\\x\"", "header, byte 2: unknown escape in a string.")]
    [InlineData("{\"\\u12G4\"", "header, byte 2: unknown escape in a string.")]
    [InlineData("{\"\\", "header, byte 2: unknown escape in a string.")]
    [InlineData("{\"\\ud800\":", "header, byte 2: the string has half a surrogate pair.")]
    [InlineData("{\"a\nb\"", "header, byte 3: control character in a string.")]
    public void AWrongHeader_IsRefusedByName(string json, string message)
    {
        var refusal = Assert.Throws<WeightFileException>(() => SafetensorsBytes.Read(json, 8));

        Assert.Equal(F + message, refusal.Message);
    }

    [Fact]
    public void BytesThatAreNotUtf8_AreRefused()
    {
        byte[] file = SafetensorsBytes.Of([(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"'], []);

        var refusal = Assert.Throws<WeightFileException>(() => SafetensorsFile.Read(new MemoryStream(file), "a.safetensors"));
        Assert.Equal(F + "the header is not valid UTF-8.", refusal.Message);
    }

    [Theory]
    [InlineData("0100", "2 bytes are too few for a safetensors file, which begins with 8 bytes of header length.")]
    [InlineData("FFFFFFFFFFFFFFFF7B7D", "a header of 18446744073709551615 bytes exceeds the 100000000 that safetensors allows; is it another kind of file?")]
    [InlineData("03000000000000007B7D", "the header should have 3 bytes, but 2 follow; the file is truncated.")]
    public void AWrongLength_IsRefused(string hex, string message)
    {
        var refusal = Assert.Throws<WeightFileException>(() => SafetensorsFile.Read(new MemoryStream(Convert.FromHexString(hex)), "a.safetensors"));

        Assert.Equal(F + message, refusal.Message);
    }

    [Fact]
    public void ANameThatWouldBreakTheLine_IsShownTame()
    {
        string name = new string('x', 70) + "\\u001b[2J\\n" + new string('y', 1000);

        var refusal = Assert.Throws<WeightFileException>(() => SafetensorsBytes.Read($"{{\"{name}\":{{\"shape\":[],\"dtype\":\"F32\"}}}}", 0));

        Assert.Equal(F + "tensor " + new string('x', 70) + "?[2J?yyyyy…: data_offsets is missing.", refusal.Message);
    }

    [Fact]
    public void NestingThatDoesNotEnd_IsRefused()
    {
        string deep = "{\"t\":{\"x\":" + new string('[', 100_000);

        Assert.Equal(
            F + "header, byte 139: values are nested more than 128 deep.",
            Assert.Throws<WeightFileException>(() => SafetensorsBytes.Read(deep, 0)).Message);
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFF7F", "a header of 9223372036854775807 bytes exceeds the 100000000 that safetensors allows; is it another kind of file?")]
    [InlineData("0000000000000000", "header, byte 0: expected '{', found the end of the header.")]
    [InlineData("20000000000000007B7D", "header, byte 2: expected the end of the header, found the byte 0x00.")]
    public void AnEndlessStream_IsJudgedByItsHeader(string hex, string message)
    {
        using EndlessStream endless = new(Convert.FromHexString(hex));

        Assert.Equal(F + message, Assert.Throws<WeightFileException>(() => SafetensorsFile.Read(endless, "a.safetensors")).Message);
        Assert.InRange(endless.Consumed, 8, 1 << 16);
    }

    [Fact]
    public void AnEndlessStream_IsReadToItsLastTensor()
    {
        byte[] json = Encoding.UTF8.GetBytes("""{"t":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""");
        using EndlessStream endless = new(SafetensorsBytes.Of(json, [1, 2, 3]));

        Assert.Equal(
            F + "the header describes 3 bytes of data, but the file has more.",
            Assert.Throws<WeightFileException>(() => SafetensorsFile.Read(endless, "a.safetensors")).Message);
        Assert.InRange(endless.Consumed, json.Length + 11, json.Length + 12);
    }

    [Fact]
    public void ATensorThatClaimsTwoGigabytes_TakesNoMoreMemoryThanArrives()
    {
        byte[] json = Encoding.UTF8.GetBytes("""{"t":{"dtype":"U8","shape":[2147483591],"data_offsets":[0,2147483591]}}""");
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<WeightFileException>(() => SafetensorsFile.Read(new ForwardOnlyStream(SafetensorsBytes.Of(json, new byte[1000])), "a.safetensors"));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void AStreamThatCannotSeek_IsAsLongAsItsHeaderSays()
    {
        byte[] valid = ValidFile();

        Assert.Equal(3, SafetensorsFile.Read(new ForwardOnlyStream(valid)).Tensors.Count);
        Assert.Equal(3, SafetensorsFile.Read(new UnmeasuredStream(valid)).Tensors.Count);
        Assert.Throws<WeightFileException>(() => SafetensorsFile.Read(new UnmeasuredStream([.. valid, 0])));
        Assert.Throws<WeightFileException>(() => SafetensorsFile.Read(new ForwardOnlyStream([.. valid, 0])));
        for (int length = 0; length < valid.Length; length++)
        {
            Assert.Throws<WeightFileException>(() => SafetensorsFile.Read(new ForwardOnlyStream(valid[..length])));
            Assert.Throws<WeightFileException>(() => SafetensorsFile.Read(new UnmeasuredStream(valid[..length])));
        }
    }

    [Fact]
    public void EveryTruncation_IsRefused()
    {
        byte[] file = ValidFile();
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<WeightFileException>(() => SafetensorsFile.Read(new MemoryStream(file, 0, length)));
        }
    }

    [Fact]
    public void DamagedFiles_AreReadOrRefusedAsDocumented()
    {
        byte[] valid = ValidFile();
        Fuzz.Run<WeightFileException>(20_000, seed => Mutation.Of(valid, seed), (stream, name) => SafetensorsFile.Read(stream, name));
    }

    [Fact]
    public void DamagedWeights_AreReadOrRefusedAsDocumented()
    {
        NetworkInfo info = LeNet5Info.Of("Tiny", ("conv1", [2, 1, 3, 3]), ("fc1", [3, 8]));
        var content = new MemoryStream();
        NetworkWeights.Create(info, 1, Initializer.KaimingUniform).Save(content);
        byte[] valid = content.ToArray();

        Fuzz.Run<WeightFileException>(20_000, seed => Mutation.Of(valid, seed), (stream, name) => NetworkWeights.Load(info, stream, name));
    }

    private static byte[] ValidFile()
    {
        byte[] json = Encoding.UTF8.GetBytes(
            """{"__metadata__":{"format":"pt"},"conv1.weight":{"dtype":"F32","shape":[2,1,3,1],"data_offsets":[0,24]},"n\u00e9":{"dtype":"I64","shape":[],"data_offsets":[24,32]},"h":{"dtype":"BF16","shape":[3],"data_offsets":[32,38]}}""");
        return SafetensorsBytes.Of(json, new byte[38]);
    }
}
