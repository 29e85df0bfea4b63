using System.Text.Json;
using Xunit;

namespace CnnGen.Server.Tests;

/// <summary>The server that is timed beside the sample's answers as it does, alone and in batches; else its time would mean nothing.</summary>
public sealed class OnnxRuntimePeerTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const double Tolerance = 1e-5;

    /// <summary>Requests meet in a batch by chance; this often they are given one.</summary>
    private const int MostRounds = 50;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ThePeer_GivesTheSameProbabilities(int workers)
    {
        using RunningServer peer = RunningServer.OnOnnxRuntime("--workers", $"{workers}");
        (double[] expected, _) = await Ask(server);

        int largest = 0;
        for (int round = 0; round < MostRounds && largest < 2; round++)
        {
            (double[] Probabilities, int Batch)[] answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Ask(peer)));
            Assert.All(answers, answer => Assert.All(answer.Probabilities.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, Tolerance)));
            largest = answers.Max(answer => answer.Batch);
        }

        Assert.Equal(7, Array.IndexOf(expected, expected.Max()));
        Assert.InRange(largest, 2, 16);
    }

    [Fact]
    public async Task ThePeer_RefusesAndStopsAlike()
    {
        using RunningServer peer = RunningServer.OnOnnxRuntime();
        using HttpResponseMessage response = await peer.Post("no picture"u8.ToArray());

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(0, peer.Stop());
    }

    private static async Task<(double[] Probabilities, int Batch)> Ask(RunningServer running)
    {
        using HttpResponseMessage response = await running.Post(RunningServer.Seven);
        using JsonDocument answer = JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        double[] probabilities = [.. answer.RootElement.GetProperty("probabilities").EnumerateArray().Select(value => value.GetDouble())];
        return (probabilities, answer.RootElement.GetProperty("batch").GetInt32());
    }
}
