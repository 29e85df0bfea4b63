using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Shapes;
using Xunit;

namespace CnnGen.Generator.Tests.Algorithms;

/// <summary>Steps of a reduction over several accumulators.</summary>
public class SplitAccumulatorsTests
{
    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 7)]
    [InlineData(4, 7)]
    [InlineData(4, 3)]
    [InlineData(4, 8)]
    public void StepsThatShareWords_TakeTheHalvesInTurn(int parts, int steps)
    {
        const int Width = 8;
        var turns = new SplitAccumulators(parts, Bf16Weights: true);
        List<(int Word, bool IsUpper)> loads = [];

        turns.Loop(new LoopBuilder(), "k", steps, (step, turn) =>
        {
            // The loop's body is written once, for the first step of any round; here for the first round.
            var load = Assert.IsType<LoadBFloat16>(turns.Weights("w", step, turn, Width, 0));
            loads.Add((load.At.Constant, load.IsUpper));
        });

        int whole = steps / turns.UnrollFactor * turns.UnrollFactor;
        IEnumerable<int> written = Enumerable.Range(0, Math.Min(turns.UnrollFactor, whole)).Concat(Enumerable.Range(whole, steps - whole));
        Assert.Equal(written.Select(step => (step / 2 * Width, step % 2 == 1)), loads);
    }
}
