using Xunit;

namespace CnnGen.Tests.Training;

public sealed class ScheduleTests
{
    [Fact]
    public void ConstantRate_Stays() => AssertRates(new ConstantRate(), 0.5, 0.5, 0.5);

    [Fact]
    public void StepDecay_FallsAfterEachPeriod() => AssertRates(new StepDecay(2, 0.1), 0.5, 0.5, 0.05, 0.05, 0.005);

    [Fact]
    public void ExponentialDecay_FallsEveryTime() => AssertRates(new ExponentialDecay(0.5), 0.5, 0.25, 0.125);

    [Fact]
    public void CosineDecay_ReachesTheMinimum_AndStays() =>
        AssertRates(new CosineDecay(4, minimum: 0.1), 0.5, 0.1 + (0.2 * (1 + Math.Sqrt(0.5))), 0.3, 0.1 + (0.2 * (1 - Math.Sqrt(0.5))), 0.1, 0.1);

    [Fact]
    public void Warmup_Rises_ThenTheOtherBeginsAtItsStart() => AssertRates(new Warmup(4, new ExponentialDecay(0.5)), 0.125, 0.25, 0.375, 0.5, 0.5, 0.25);

    [Fact]
    public void Warmup_CountsAsItsContinuationDoes()
    {
        Assert.Equal(ScheduleUnit.Step, new Warmup(4, new CosineDecay(9, unit: ScheduleUnit.Step)).Unit);
        Assert.Equal(ScheduleUnit.Epoch, new Warmup(4, new StepDecay(9)).Unit);
    }

    [Fact]
    public void Constants_AreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("period", () => new StepDecay(0));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new CosineDecay(0));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new Warmup(-1, new ConstantRate()));
        Assert.Throws<ArgumentOutOfRangeException>("factor", () => new ExponentialDecay(-1));
    }

    private static void AssertRates(LearningRateSchedule schedule, params double[] expected)
    {
        for (int time = 0; time < expected.Length; time++)
        {
            Assert.Equal(expected[time], schedule.Rate(0.5, time), 1e-12);
        }
    }
}
