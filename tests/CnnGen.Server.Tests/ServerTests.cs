using System.Net;
using System.Text.Json;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Server.Tests;

/// <summary>What the server answers, to good requests and to bad ones.</summary>
public sealed class ServerTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task APictureOfASeven_IsRead()
    {
        using HttpResponseMessage response = await server.Post(RunningServer.Seven);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        JsonElement answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(7, answer.GetProperty("digit").GetInt32());
        Assert.Equal(1, answer.GetProperty("probabilities").EnumerateArray().Sum(value => value.GetSingle()), 3);
        Assert.InRange(answer.GetProperty("batch").GetInt32(), 1, 16);
    }

    [Fact]
    public async Task ManyAtOnce_AreAllAnswered()
    {
        HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => server.Post(RunningServer.Seven)));
        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
    }

    [Theory]
    [InlineData("text/plain", 415, "must be image/png")]
    [InlineData("image/png", 400, "no PNG file")]
    public async Task WhatIsNoPicture_IsRefusedWithAReason(string contentType, int status, string reason)
    {
        using HttpResponseMessage response = await server.Post("no picture"u8.ToArray(), contentType);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(reason, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATruncatedPicture_IsRefused()
    {
        using HttpResponseMessage response = await server.Post(RunningServer.Seven[..^20]);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    /// <summary>Thirty bytes that claim 2³¹ × 2³¹ pixels: refused before anything is unpacked.</summary>
    [Fact]
    public async Task APictureThatClaimsToBeHuge_IsRefused()
    {
        byte[] picture = [.. RunningServer.Seven];
        picture.AsSpan(16, 8).Fill(0x7F);

        using HttpResponseMessage response = await server.Post(picture);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("4000000 are taken", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABodyOverTheLimit_IsRefused()
    {
        using HttpResponseMessage response = await server.Post(new byte[(1 << 20) + 1]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task HealthAndMetrics_AreThere()
    {
        using HttpResponseMessage answered = await server.Post(RunningServer.Seven);
        string metrics = await server.Client.GetStringAsync("/metrics");

        Assert.Equal("ok\n", await server.Client.GetStringAsync("/health"));
        Assert.Matches("requests_total\\{status=\"200\"\\} [1-9]", metrics);
        Assert.Matches("batch_images_count [1-9]", metrics);
        Assert.Contains("request_milliseconds_bucket{le=\"+Inf\"}", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadTest_GetsAnAnswerToEveryRequest()
    {
        string program = Path.Combine(Repository.Root, "samples", "LoadTest", "bin", Repository.Configuration, "net10.0", "LoadTest.dll");
        string picture = Path.Combine(Repository.Root, "samples", "DigitReader", "seven.png");

        ProgramRun run =
            DotnetCommand
                .Run(Repository.Root, "exec", program, "--port", $"{server.Address.Port}", "--picture", picture, "--requests", "2000", "--connections", "8")
                .Succeeded();

        Assert.Contains("2000 × 200", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--workers", "0", "workers is '0'; it is a whole number from 1 to 256.")]
    [InlineData("--batch", "many", "batch is 'many'; it is a whole number from 1 to 1024.")]
    public void AWrongOption_EndsTheStartWithItsName(string option, string value, string message)
    {
        ProgramRun run = DotnetCommand.RunProgram(RunningServer.Program, Repository.Root, option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Output, StringComparison.Ordinal);
    }
}
