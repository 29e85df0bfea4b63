using CnnGen.Geometry;
using Xunit;

namespace CnnGen.Tests.Geometry;

/// <summary>The formula against counting: slide the window over the rows and look.</summary>
public class WindowAxisTests
{
    [Theory]
    [InlineData(28, 5, 1, 1, 2, 2, 28)]
    [InlineData(224, 11, 4, 1, 0, 0, 54)]
    [InlineData(227, 11, 4, 1, 0, 0, 55)]
    [InlineData(224, 11, 4, 1, 2, 2, 55)]
    [InlineData(8, 3, 1, 2, 0, 0, 4)]
    [InlineData(1, 1, 1, 1, 0, 0, 1)]
    [InlineData(1, 1, 7, 1, 0, 0, 1)]
    [InlineData(2, 3, 2, 1, 0, 0, 0)]
    [InlineData(4, 5, 1, 1, 0, 0, 0)]
    [InlineData(3, 9, 2, 1, 0, 0, -2)]
    public void OutputSize_IsTheFloorOfTheFormula(int n, int f, int s, int d, int before, int after, int expected) =>
        Assert.Equal(expected, new WindowAxis(n, f, s, d, before, after).OutputSize);

    [Fact]
    public void EverySmallAxis_AgreesWithCounting()
    {
        for (int n = 1; n <= 9; n++)
        {
            for (int f = 1; f <= 5; f++)
            {
                for (int s = 1; s <= 4; s++)
                {
                    for (int d = 1; d <= 3; d++)
                    {
                        for (int padding = 0; padding < 9; padding++)
                        {
                            AgreesWithCounting(new WindowAxis(n, f, s, d, padding / 3, padding % 3));
                            RoundedUp_AgreesWithCounting(new WindowAxis(n, f, s, d, padding / 3, padding % 3) { Ceil = true });
                        }
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(4, 3, 2, 0, 2)]
    [InlineData(5, 3, 2, 0, 2)]
    [InlineData(6, 3, 2, 0, 3)]
    [InlineData(2, 3, 2, 0, 1)]
    [InlineData(1, 3, 2, 0, 0)]
    [InlineData(1, 5, 2, 0, -1)]
    [InlineData(4, 2, 3, 1, 2)]
    [InlineData(224, 3, 2, 1, 113)]
    public void OutputSize_RoundedUp_IsThatOfPyTorch(int n, int f, int s, int padding, int expected) =>
        Assert.Equal(expected, new WindowAxis(n, f, s, 1, padding, padding) { Ceil = true }.OutputSize);

    [Theory]
    [InlineData(5, 3, 1, 1, 1, 1)]
    [InlineData(5, 4, 1, 1, 1, 2)]
    [InlineData(5, 3, 2, 1, 1, 1)]
    [InlineData(6, 3, 2, 1, 0, 1)]
    [InlineData(5, 3, 1, 2, 2, 2)]
    [InlineData(4, 1, 2, 1, 0, 0)]
    public void Same_PutsTheOddRowAtTheEnd(int n, int f, int s, int d, int before, int after)
    {
        WindowAxis axis = WindowAxis.Same(n, f, s, d);

        Assert.Equal((before, after), (axis.Before, axis.After));
        Assert.Equal((n + s - 1) / s, axis.OutputSize);
    }

    [Theory]
    [InlineData(16777216, 16777216, 1, 16777216, 0, 0)]
    [InlineData(1, 16777216, 3, 16777216, 5, 5)]
    public void SizesPast32Bits_DoNotFit_InsteadOfWrappingAround(int n, int f, int s, int d, int before, int after)
    {
        WindowAxis axis = new(n, f, s, d, before, after);

        Assert.Equal(WindowFit.DoesNotFit, axis.Fit);
        Assert.True(axis.OutputSize < 1);
        Assert.True(axis.SmallestPadding > 0);
        Assert.True(WindowAxis.Same(n, f, s, d) is { Before: >= 0, After: >= 0 });
    }

    private static void AgreesWithCounting(WindowAxis axis)
    {
        int windows = 0;
        int lastRead = -1;
        for (int start = -axis.Before; start + ((axis.F - 1) * axis.D) < axis.N + axis.After; start += axis.S)
        {
            windows++;
            lastRead = start + ((axis.F - 1) * axis.D);
        }

        Assert.Equal(windows > 0, axis.Fit != WindowFit.DoesNotFit);
        Assert.Equal(windows, Math.Max(0, axis.OutputSize));
        Assert.Equal(windows == 0 ? 0 : Math.Max(0, axis.N - 1 - lastRead), axis.UnreadRows);
        Assert.Equal(axis.UnreadRows > 0, axis.Fit == WindowFit.LeavesRows);
        if (windows == 0)
        {
            AgreesWithTrying(axis);
        }
    }

    /// <summary>
    /// A window counts if it starts before the end of the input and the one before it, wherever it started, left rows of the padded input behind.
    /// </summary>
    private static void RoundedUp_AgreesWithCounting(WindowAxis axis)
    {
        int windows = 0;
        int end = -axis.Before;
        for (int start = -axis.Before; start < axis.N && start - axis.S + ((axis.F - 1) * axis.D) + 1 < axis.N + axis.After; start += axis.S)
        {
            windows++;
            end = start + ((axis.F - 1) * axis.D) + 1;
        }

        Assert.Equal(windows, Math.Max(0, axis.OutputSize));
        Assert.Equal(windows > 0, axis.Fit != WindowFit.DoesNotFit);
        Assert.Equal(windows == 0 ? 0 : Math.Max(0, axis.N - end), axis.UnreadRows);
        Assert.Equal(windows == 0 ? 0 : Math.Max(0, end - axis.N - axis.After), axis.Overhang);
        if (windows == 0)
        {
            AgreesWithTrying(axis);
        }
    }

    /// <summary>The repairs that messages offer are the nearest ones.</summary>
    private static void AgreesWithTrying(WindowAxis axis)
    {
        Assert.True((axis with { F = axis.LargestWindow }).OutputSize >= 1);
        Assert.True((axis with { F = axis.LargestWindow + 1 }).OutputSize < 1);
        Assert.True((axis with { Before = axis.SmallestPadding, After = axis.SmallestPadding }).OutputSize >= 1);
        Assert.True((axis with { Before = axis.SmallestPadding - 1, After = axis.SmallestPadding - 1 }).OutputSize < 1);
    }
}
