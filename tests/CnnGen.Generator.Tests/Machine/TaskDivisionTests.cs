using CnnGen.Generator.Machine;
using Xunit;

namespace CnnGen.Generator.Tests.Machine;

public sealed class TaskDivisionTests
{
    [Theory]
    [InlineData(64, 1.0)]
    [InlineData(640, 1.0)]
    [InlineData(1, (20 + 20 + 24 + 32 + 48 + 32 + 64) / 45.0)]
    [InlineData(4, (20 + 10 + 6 + 8 + 12 + 8 + 16) / 45.0)]
    [InlineData(3, (20 + (10 * 4 / 3.0) + (6 * 4 / 3.0) + (4 * 8 / 3.0) + (3 * 16 / 3.0) + (32 / 3.0) + (64 / 3.0)) / 45)]
    public void TheTimeOfThreads_CountsThoseThatWait(int tasks, double expected) => Assert.Equal(expected, TaskDivision.Unevenness(tasks), 12);

    [Fact]
    public void AmongPlansThatCostAlike_TheOneWithMoreTasksIsTaken()
    {
        DividedCost<string>[] plans = [new("few", 4, 100, 0, 1), new("many", 64, 105, 0, 1), new("dear", 640, 120, 0, 1)];

        Assert.Equal("many", TaskDivision.Best(plans, isParallel: true));
        Assert.Equal("few", TaskDivision.Best(plans, isParallel: false));
        Assert.Null(TaskDivision.Best<string>([], isParallel: true));
    }

    [Fact]
    public void WorkThatEachThreadDoesAgain_IsCountedOnceAThread()
    {
        DividedCost<string> plan = new("chunks", 8, 100, 10, 4);

        Assert.Equal(100, plan.CyclesOn(1), 12);
        Assert.Equal(110, plan.CyclesOn(2), 12);
        Assert.Equal(130, plan.CyclesOn(8), 12);
        Assert.Equal(260, plan.CyclesOn(16), 12);
    }
}
