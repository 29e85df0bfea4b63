using System.Text.Json;
using Xunit;

namespace CnnGen.Tests.Training;

/// <summary>Schedules against PyTorch's.</summary>
public sealed class ScheduleExpectedTests
{
    private static readonly JsonElement s_expected = ExpectedValues.Read("schedules.json");

    private static Dictionary<string, LearningRateSchedule> Schedules { get; } = new()
    {
        ["step"] = new StepDecay(3, 0.3),
        ["exponential"] = new ExponentialDecay(0.8),
        ["cosine"] = new CosineDecay(10, 0.01),
        ["polynomial"] = new PolynomialDecay(10, 2),
        ["onecycle"] = new OneCycle(50),
        ["onecycle linear"] = new OneCycle(37, 0.4, 10, 100, RateCurve.Linear),
        ["triangular"] = new CyclicRate(0.1, 6, 4),
        ["triangular2"] = new CyclicRate(0.1, 5, amplitude: 0.5),
        ["exp_range"] = new CyclicRate(0.1, 5, gamma: 0.97),
        ["warmup"] = new Warmup(4, new ExponentialDecay(0.8)),
    };

    public static TheoryData<string> All => [.. Schedules.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void Schedule_GivesThePyTorchRates(string name)
    {
        double[] expected = s_expected.Doubles(name);
        for (int time = 0; time < expected.Length; time++)
        {
            Assert.Equal(expected[time], Schedules[name].Rate(0.4, time), 1e-12);
        }
    }

    [Theory]
    [InlineData("plateau", false)]
    [InlineData("plateau max", true)]
    public void Plateau_GivesThePyTorchRates_FromTheHistory(string name, bool isMaximum)
    {
        PlateauDecay schedule = isMaximum
            ? new PlateauDecay(0.1, 3, TrainingMetric.Accuracy, 0.01)
            : new PlateauDecay(0.5, 2, TrainingMetric.ValidationLoss, 1e-3, cooldown: 1, minimum: 0.01);
        double[] losses = s_expected.Doubles("losses");
        double[] expected = s_expected.Doubles(name);
        TrainingHistory history = new();
        for (int epoch = 0; epoch < expected.Length; epoch++)
        {
            Assert.Equal(expected[epoch], schedule.Rate(0.4, epoch, history), 1e-12);
            history.Add(new EpochResult(epoch + 1, 0, 1 - losses[epoch], new EvaluationResult(1, 0, losses[epoch]), 1, 1, 0));
        }

        Assert.True(expected.Distinct().Count() > 1);
    }

    [Fact]
    public void Plateau_WithoutItsMetric_SaysSo()
    {
        TrainingHistory history = new();
        history.Add(new EpochResult(1, 1, 0, null, 1, 1, 0.1));

        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => new PlateauDecay().Rate(0.1, 1, history));

        Assert.Contains("watches ValidationLoss, but epoch 1 has none", thrown.Message);
    }

    [Fact]
    public void Warmup_PassesTheHistoryOn()
    {
        TrainingHistory history = new();
        for (int epoch = 1; epoch <= 6; epoch++)
        {
            history.Add(new EpochResult(epoch, 1, 0, null, 1, 1, 0.1));
        }

        Warmup schedule = new(2, new PlateauDecay(0.5, 1, TrainingMetric.Loss));

        Assert.Equal(0.2, schedule.Rate(0.4, 0, history), 1e-12);
        Assert.Equal(0.2, schedule.Rate(0.4, 5, history), 1e-12);
    }

    [Fact]
    public void OneCycle_OfFewSteps_StaysFinite_AndEndsAtItsEnd()
    {
        for (int steps = 1; steps < 6; steps++)
        {
            OneCycle schedule = new(steps);
            Assert.All(Enumerable.Range(0, steps + 3), time => Assert.InRange(schedule.Rate(1, time), 0, 1));
            Assert.Equal(1 / 25d / 1e4, schedule.Rate(1, steps + 1), 1e-12);
        }
    }
}
