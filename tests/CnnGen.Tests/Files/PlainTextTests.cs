using CnnGen.Files;
using Xunit;

namespace CnnGen.Tests.Files;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("conv1.weight", "conv1.weight")]
    [InlineData("重み ß é 😀.png", "重み ß é 😀.png")]
    [InlineData("a\u001b[2Jb", "a?[2Jb")]
    [InlineData("a\r\nb\tc\0", "a??b?c?")]
    [InlineData("\u0085\u009b31m\u007f", "??31m?")]
    [InlineData("a\u202egnp.exe", "a?gnp.exe")]
    [InlineData("\u2066a\u2069\ufeff\u200b", "?a???")]
    [InlineData("a\u2028b\u2029c", "a?b?c")]
    [InlineData("\U000E0041", "?")]
    public void WhatDrivesATerminal_IsAQuestionMark(string text, string plain) => Assert.Equal(plain, PlainText.Of(text));

    [Fact]
    public void HalfASurrogatePair_IsAQuestionMark()
    {
        Assert.Equal("a?b", PlainText.Of("a\ud800b"));
        Assert.Equal("?", PlainText.Of("\udc00"));
        Assert.Equal("?", PlainText.Of("\ud83d"));
    }

    [Fact]
    public void Messages_ArePlain()
    {
        const string Wild = "bad\u001b]0;title\u0007\nname";
        const string Plain = "bad?]0;title??name";
        Assert.Equal(Plain, new WeightFileException(Wild).Message);
        Assert.Equal(Plain, new DataFileException(Wild, new IOException()).Message);
        Assert.Equal(Plain, new ImageFileException(Wild).Message);
        Assert.Equal(Plain, new CheckpointException(Wild).Message);
        Assert.StartsWith(Plain + ": not a PNG", Assert.Throws<ImageFileException>(() => Image.Load(Stream.Null, Wild)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            Plain + ": 0 bytes",
            Assert.Throws<WeightFileException>(() => SafetensorsFile.Read(Stream.Null, Wild)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(Plain + ": 0 bytes", Assert.Throws<DataFileException>(() => IdxFile.Read(Stream.Null, Wild)).Message, StringComparison.Ordinal);
    }
}
