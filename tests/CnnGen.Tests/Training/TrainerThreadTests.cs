using Xunit;

namespace CnnGen.Tests.Training;

/// <summary>A trainer serves one thread at a time: what another one asks of it meanwhile would see half a step.</summary>
public sealed class TrainerThreadTests
{
    private static readonly Dictionary<string, Action<Trainer<NormedRegression>>> s_calls = new()
    {
        ["Fit"] = trainer => trainer.Fit(NormedRegression.Data(16), 9, 8),
        ["Evaluate"] = trainer => trainer.Evaluate(NormedRegression.Data(16)),
        ["FindLearningRate"] = trainer => trainer.FindLearningRate(NormedRegression.Data(16), 8, steps: 3),
        ["SaveCheckpoint"] = trainer => trainer.SaveCheckpoint(new MemoryStream()),
        ["Freeze"] = trainer => trainer.Freeze("fc1"),
        ["Unfreeze"] = trainer => trainer.Unfreeze("fc1"),
        ["RestartEpoch"] = trainer => trainer.RestartEpoch(),
        ["RestoreBest"] = trainer => trainer.RestoreBest(),
        ["AveragedNetwork"] = trainer => Assert.NotNull(trainer.AveragedNetwork),
    };

    public static TheoryData<string> Calls => new(s_calls.Keys);

    [Theory]
    [MemberData(nameof(Calls))]
    public void ASecondThread_IsRefusedWhileTheFirstTrains(string call)
    {
        Trainer<NormedRegression> trainer = new(new Sgd(0.01), 1) { AverageDecay = 0.9, KeepBest = TrainingMetric.Loss };
        trainer.Fit(NormedRegression.Data(16), 1, 8);
        Exception? refusal = null;
        trainer.Callbacks.Add(new EachBatch(() =>
        {
            Thread other = new(() => refusal ??= Record.Exception(() => s_calls[call](trainer)));
            other.Start();
            other.Join();
        }));

        trainer.Fit(NormedRegression.Data(16), 2, 8);

        Assert.Contains("another thread is in a call of this trainer", Assert.IsType<InvalidOperationException>(refusal).Message, StringComparison.Ordinal);
        trainer.Callbacks.Clear();
        Thread later = new(() => refusal = Record.Exception(() => s_calls[call](trainer)));
        later.Start();
        later.Join();
        Assert.Null(refusal);
    }

    [Theory]
    [InlineData("Fit", false)]
    [InlineData("FindLearningRate", false)]
    [InlineData("Evaluate", true)]
    [InlineData("SaveCheckpoint", true)]
    [InlineData("AveragedNetwork", true)]
    public void WhatTrainingCallsBack_MayLookButNotTrain(string call, bool isAllowed)
    {
        Trainer<NormedRegression> trainer = new(new Sgd(0.01), 1) { AverageDecay = 0.9 };
        List<Exception?> refusals = [];
        trainer.Callbacks.Add(new EachBatch(() => refusals.Add(Record.Exception(() => s_calls[call](trainer)))));

        trainer.Fit(NormedRegression.Data(16), 1, 8);

        Assert.Equal(2, refusals.Count);
        Assert.All(refusals, refusal => Assert.Equal(isAllowed, refusal is null));
        Assert.Equal(1, trainer.Epoch);
    }

    [Fact]
    public async Task AnExceptionInACallback_LeavesTheTrainerFree()
    {
        Trainer<NormedRegression> trainer = new(new Sgd(0.01), 1);
        trainer.Callbacks.Add(new EachBatch(() => throw new TimeoutException()));
        Assert.Throws<TimeoutException>(() => trainer.Fit(NormedRegression.Data(16), 1, 8));
        trainer.Callbacks.Clear();

        await Task.Run(() => trainer.Fit(NormedRegression.Data(16), 2, 8));

        Assert.Equal(2, trainer.Epoch);
    }

    private sealed class EachBatch(Action action) : TrainingCallback
    {
        public override void AfterBatch(TrainingContext context) => action();
    }
}
