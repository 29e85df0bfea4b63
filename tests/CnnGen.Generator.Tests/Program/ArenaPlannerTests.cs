using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Program;
using Xunit;

namespace CnnGen.Generator.Tests.Program;

/// <summary>Places in the arena: a program that runs in it finds every value it reads, and the arena is hardly larger than it must be.</summary>
public class ArenaPlannerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void EveryValue_IsThereWhenItIsRead(int microBatch)
    {
        Random random = new(microBatch);
        int shared = 0;
        for (int i = 0; i < 400; i++)
        {
            ArenaProgram program = ArenaProgram.Random(random, microBatch, overwrites: true);

            LoweredProgram planned = ArenaPlanner.Run(program.Program);

            Assert.Null(program.FirstLostValue(planned));
            shared += planned.Buffers.Select(buffer => buffer.Offset).Distinct().Count() < planned.Buffers.Count ? 1 : 0;
        }

        Assert.InRange(shared, 150, 400); // many programs use some memory twice
    }

    [Fact]
    public void SmallArenas_AreHardlyLargerThanTheSmallest()
    {
        Random random = new(5);
        int optimal = 0;
        const int Programs = 150;
        for (int i = 0; i < Programs; i++)
        {
            ArenaProgram program = ArenaProgram.Random(random, microBatch: 1, overwrites: false);
            int smallest = program.SmallestArena();

            int length = ArenaPlanner.Run(program.Program).ArenaLength;

            Assert.InRange(length, smallest, smallest * 3 / 2);
            optimal += length == smallest ? 1 : 0;
        }

        Assert.InRange(optimal, Programs * 9 / 10, Programs);
    }

    [Fact]
    public void AnOutput_TakesThePlaceOfAnInputThatIsReadForTheLastTime()
    {
        LoweredProgram program = ArenaProgram.Of(1, [64, 64, 64], [([], 0), ([0], 1), ([1], 2)], overwrites: [(1, 0), (2, 0)]);

        Assert.Equal(64, ArenaPlanner.Run(program).ArenaLength);
    }

    [Fact]
    public void AnOutput_DoesNotTakeThePlaceOfAnInputThatIsReadAgain()
    {
        LoweredProgram program = ArenaProgram.Of(1, [64, 64, 64], [([], 0), ([0], 1), ([0, 1], 2)], overwrites: [(1, 0)]);

        Assert.Equal(192, ArenaPlanner.Run(program).ArenaLength);
    }

    [Fact]
    public void SumsThatAreUnpackedAtTheEnd_ShareNothing()
    {
        LoweredProgram program = ArenaProgram.Of(1, [16, 32, 16, 64], [([], 0), ([0], 1), ([1], 2), ([2], 3)], overwrites: []);
        EntryPoint entry = program.EntryPoints[0];
        EquatableArray<GradientUnpack> unpacking = [new GradientUnpack(1, new PackStep("sums", 0, 0, [32], [1], [1]))];

        LoweredProgram planned = ArenaPlanner.Run(program with { EntryPoints = [entry with { GradientUnpacking = unpacking }] });

        ArenaBuffer sums = planned.Buffers[1];
        Assert.Equal((0, 3), (sums.FirstUse, sums.LastUse));
        Assert.All(
            planned.Buffers.Where(buffer => buffer != sums),
            buffer => Assert.True(buffer.Offset + buffer.Length <= sums.Offset || buffer.Offset >= sums.Offset + sums.Length));
    }
}
