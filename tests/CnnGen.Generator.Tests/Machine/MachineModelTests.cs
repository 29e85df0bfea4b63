using CnnGen.Generator.Machine;
using Xunit;

namespace CnnGen.Generator.Tests.Machine;

/// <summary>What plans compare must order things as machines do.</summary>
public class MachineModelTests
{
    private static readonly double[] s_sizes = [1 << 10, 1 << 15, 1 << 18, 1 << 20, 1 << 22, 1 << 24, 1 << 26, 1 << 28];

    public static TheoryData<int> Widths => [.. Target.AllVectorBits];

    [Theory]
    [MemberData(nameof(Widths))]
    public void MoreWeights_AreNeverReadSooner(int bits)
    {
        MachineModel machine = new Target(bits).Machine;
        foreach (double passes in (double[])[1, 2, 100])
        {
            double[] cycles = [.. s_sizes.Select(bytes => machine.WeightCycles(bytes, passes, arithmetic: 1e6))];
            Assert.Equal(cycles.Order(), cycles);
            Assert.All(cycles, value => Assert.InRange(value, 0, double.MaxValue));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void MoreArithmetic_HidesMoreOfTheReading(int bits)
    {
        MachineModel machine = new Target(bits).Machine;
        double[] arithmetic = [1e3, 1e5, 1e7, 1e9];
        double[] cycles = [.. arithmetic.Select(work => machine.WeightCycles(1 << 22, 1, work))];
        Assert.Equal(cycles.OrderDescending(), cycles);
        Assert.InRange(cycles[^1], 0, (1 << 22) / machine.MemoryBytesPerCycle / 100);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void WhatStaysInTheSecondCache_CostsNothingToReadAgain(int bits)
    {
        MachineModel machine = new Target(bits).Machine;
        double bytes = machine.SecondCacheBytes / 2;
        Assert.True(machine.FitsL2(bytes));
        Assert.False(machine.FitsL2(bytes + 1));
        Assert.Equal(machine.WeightCycles(bytes, 1, 1e6), machine.WeightCycles(bytes, 50, 1e6));
        Assert.Equal(0, machine.ScratchCycles(machine.SecondCacheBytes));
        Assert.True(machine.ScratchCycles(machine.SecondCacheBytes + 1) > 0);
    }

    [Theory]
    [InlineData(512, 16, 32)]
    [InlineData(256, 8, 16)]
    [InlineData(128, 4, 16)]
    [InlineData(32, 1, 16)]
    public void ATarget_HasItsLanesAndRegisters(int bits, int lanes, int registers)
    {
        Target target = new(bits);
        Assert.Equal((lanes, registers), (target.Lanes, target.Registers));
        for (int neighbours = 1; neighbours <= 40; neighbours++)
        {
            int own = target.LanesFor(neighbours);
            Assert.InRange(own, 1, lanes);
            Assert.True(own >= Math.Min(neighbours, lanes), $"{neighbours} neighbours get {own} lanes of {lanes}.");
            Assert.True(own == 1 || own == 4 || own / 2 < neighbours, $"{neighbours} neighbours would fit half of {own} lanes.");
        }
    }
}
