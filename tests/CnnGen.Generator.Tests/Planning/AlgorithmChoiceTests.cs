using CnnGen.Generator.Algorithms.Convolutions.Depthwise;
using CnnGen.Generator.Algorithms.Convolutions.Direct;
using CnnGen.Generator.Algorithms.Convolutions.Gradients;
using CnnGen.Generator.Algorithms.Convolutions.Grouped;
using CnnGen.Generator.Algorithms.Convolutions.Winograd;
using CnnGen.Generator.Compilation;
using CnnGen.Generator.Emission;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Passes;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Program;
using CnnGen.Generator.Tests.Graph;
using Xunit;

namespace CnnGen.Generator.Tests.Planning;

/// <summary>One choice: of all that apply, the cheapest by one estimate; what it decided is in the schedule, and lowering obeys.</summary>
public class AlgorithmChoiceTests
{
    public static TheoryData<string, int> Layers
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (string layers in (string[])
            [
                "[Input(56, 56, 64)]\n[Conv(64, 3, Padding = 1), Relu]\n[Conv(64, 1)]",
                "[Input(14, 14, 6)]\n[Conv(16, 5), Relu, MaxPool(2)]\n[Dense(10)]",
                "[Input(28, 28, 1)]\n[Conv(6, 5, Padding = 2), Relu, MaxPool(2)]\n[Conv(8, 1)]",
                "[Input(14, 14, 1024)]\n[Conv(512, 1), Relu]\n[Conv(512, 3, Stride = 2, Padding = 1)]",
                "[Input(28, 28, 32)]\n[Conv(32, 3, Padding = 1, Groups = 32), Relu]\n[Conv(64, 3, Padding = 1, Groups = 4)]",
            ])
            {
                foreach (int bits in (int[])[512, 256, 128])
                {
                    data.Add(layers, bits);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void NothingThatAppliesIsCheaper_ByMoreThanWhatItMustGain(string layers, int bits)
    {
        NetworkPlan plan = Plan(layers, bits, keepsRunnersUp: true);

        IEnumerable<Choice> compared = plan.Choices.OfType<Choice>().Where(choice => choice.RunnersUp.Count > 0);
        Assert.NotEmpty(compared);
        Assert.All(
            compared,
            choice => Assert.All(choice.RunnersUp, other => Assert.True(other.Cycles * WinogradConvolution.Gain >= choice.Cycles, other.ToString())));
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void ShowingWhatWasNotTaken_ChangesNoChoice(string layers, int bits) =>
        Assert.Equal(Plan(layers, bits, keepsRunnersUp: false).Schedules, Plan(layers, bits, keepsRunnersUp: true).Schedules);

    /// <summary>Among small layers are some that Winograd's algorithm would compute a little faster by the estimate, and that stay direct.</summary>
    [Fact]
    public void AnAlgorithmThatIsNoFaster_IsNotWorthItsText()
    {
        List<double> gains = [];
        foreach (int size in (int[])[8, 10, 12, 14])
        {
            foreach (int channels in (int[])[3, 4, 6, 8])
            {
                NetworkPlan plan = Plan($"[Input({size}, {size}, {channels})]\n[Conv(16, 3), Relu]\n[Dense(10)]", 512, keepsRunnersUp: true);
                if (plan.Schedules[1] is DirectConvolution && plan.Choices[1] is { } choice)
                {
                    IEnumerable<RunnerUp> winograd = choice.RunnersUp.Where(other => other.Schedule.StartsWith("Winograd", StringComparison.Ordinal));
                    gains.AddRange(winograd.Select(other => choice.Cycles / other.Cycles));
                }
            }
        }

        Assert.All(gains, gain => Assert.True(gain <= WinogradConvolution.Gain, $"{gain}"));
        Assert.Contains(gains, gain => gain > 1);
    }

    [Fact]
    public void OneFieldOfASchedule_ChangesOneThing()
    {
        NetworkPlan plan =
            Plan("[Input(6, 6, 64)]\n[Conv(64, 3, Padding = 1), Relu(As = \"b\")]\n[Conv(64, 1), Add(\"b\")]", 256, keepsRunnersUp: false, winograd: false);
        DirectConvolution direct = Assert.IsType<DirectConvolution>(plan.Schedules[1]);
        string[] before = Lines(plan);

        string[] prefetching = Lines(With(plan, direct with { PrefetchesWeights = !direct.PrefetchesWeights }));
        Assert.NotEqual(before, prefetching);
        Assert.Equal(before.Where(IsNoPrefetch), prefetching.Where(IsNoPrefetch));

        LoopOrder other = direct.Order == LoopOrder.RowsOutermost ? LoopOrder.ChannelsOutermost : LoopOrder.RowsOutermost;
        string[] reordered = Lines(With(plan, direct with { Order = other }));
        Assert.NotEqual(before, reordered);
        Assert.Equal(
            before.Select(line => line.Trim()).Where(line => line.Length > 1).Order(),
            reordered.Select(line => line.Trim()).Where(line => line.Length > 1).Order());
    }

    /// <summary>Unrolling is the schedule's, too: the loops are there or written out, and nothing else changes.</summary>
    [Theory]
    [InlineData("[Input(9, 9, 12)]\n[Conv(16, 3, Groups = 2), Relu]", 1, "ic")]
    [InlineData("[Input(9, 9, 16)]\n[MaxPool(3, Stride = 2)]", 1, "kh")]
    [InlineData("[Input(9, 9, 16)]\n[AveragePool(3, Stride = 2)]", 1, "kh")]
    [InlineData("[Input(28, 28, 1)]\n[Conv(6, 5), MaxPool(2)]", 1, "kw")]
    public void UnrollingIsDecidedByTheSchedule(string layers, int node, string loop)
    {
        NetworkPlan plan = Plan(layers, 256, keepsRunnersUp: false, winograd: false);
        string Text(Schedule schedule) => string.Join("\n", Lines(With(plan, schedule)));
        Schedule before = plan.Schedules[node]!;
        string header = $"for (nint {loop} ";

        Assert.DoesNotContain("written out", before.Describe(), StringComparison.Ordinal);
        Assert.DoesNotContain(header, Text(before), StringComparison.Ordinal);
        Assert.Contains(header, Text(before with { UnrollLimit = 0 }), StringComparison.Ordinal);
        Assert.Contains("loops of up to 0 written out", (before with { UnrollLimit = 0 }).Describe(), StringComparison.Ordinal);
        Assert.Equal(Text(before), Text(before with { UnrollLimit = 128 }));
    }

    [Fact]
    public void CopyingTheRunsOfMaxima_IsDecidedByTheSchedule()
    {
        NetworkGraph graph =
            PassPipeline.Training(NetworkPrograms.Graph("[Input(28, 28, 1)]\n[Conv(6, 5), Relu, MaxPool(2)]\n[Dense(10)]\n[SoftmaxCrossEntropy]"));
        NetworkPlan plan = Planner.Run(graph, new Target(256), microBatch: 4, allowsWinograd: false, keepsRunnersUp: false);
        int node = Enumerable.Range(0, plan.Schedules.Count).Single(i => plan.Schedules[i] is ArgMaxWeightGradient);
        ArgMaxWeightGradient schedule = (ArgMaxWeightGradient)plan.Schedules[node]!;
        string Text(bool copies)
        {
            NetworkPlan other =
                plan with { Schedules = plan.Schedules.Select((old, i) => i == node ? schedule with { CopiesRuns = copies } : old).ToEquatableArray() };
            LoweredProgram program = ProgramLowering.Run(other, ParameterLayout.Of(graph), isTraining: true, CancellationToken.None);
            SourceWriter writer = new();
            Kernel kernel = program.Kernels.Single(candidate => candidate.Name == "Conv1WeightGradient");
            KernelPrinter.Print(writer, kernel, kernel.Code.Lanes);
            return writer.ToString();
        }

        Assert.Contains("copied to whole cache lines", Text(copies: true), StringComparison.Ordinal);
        Assert.Contains("runs[", Text(copies: true), StringComparison.Ordinal);
        Assert.DoesNotContain("runs", Text(copies: false), StringComparison.Ordinal);
    }

    [Fact]
    public void EachDecisionThatIsNotTheDefault_IsDescribed()
    {
        DirectConvolution direct =
            (DirectConvolution)Plan("[Input(14, 14, 64)]\n[Conv(64, 3, Padding = 1)]", 256, keepsRunnersUp: false, winograd: false).Schedules[1]!;
        string[] described =
        [
            (direct with { Order = LoopOrder.ChannelsOutermost }).Describe(),
            (direct with { Order = LoopOrder.RowsOutermost }).Describe(),
            (direct with { Order = LoopOrder.KernelRowsOutermost }).Describe(),
            (direct with { Order = LoopOrder.ChannelsOutermost, PrefetchesWeights = true }).Describe(),
            (direct with { Order = LoopOrder.ChannelsOutermost, PrefetchesInput = true }).Describe(),
            (direct with { Order = LoopOrder.ChannelsOutermost, PrefetchesResidual = true }).Describe(),
            (direct with { Order = LoopOrder.ChannelsOutermost, HasNonTemporalStores = true }).Describe(),
            (direct with { Order = LoopOrder.ChannelsOutermost, UnrollLimit = 4 }).Describe(),
            (direct with { Order = LoopOrder.ChannelsOutermost, ActivatesStored = true }).Describe(),
            (direct with { Order = LoopOrder.PixelsOutermost }).Describe(),
        ];

        Assert.Equal(described.Length, described.Distinct().Count());
    }

    [Theory]
    [InlineData("Relu", false)] // 0 is made where it is used
    [InlineData("Silu", true)]
    [InlineData("Tanh", true)]
    public void ConstantsThatLeaveAccumulatorsNoRegisters_WaitForStoredOutputs(string activation, bool isStored) => Assert.All((int[])[256, 128], bits =>
    {
        NetworkPlan direct = Plan($"[Input(14, 14, 64)]\n[Conv(384, 1), {activation}]", bits, keepsRunnersUp: false, winograd: false);
        NetworkPlan depthwise = Plan($"[Input(14, 14, 64)]\n[Conv(64, 3, Padding = 1, Groups = 64), {activation}]", bits, keepsRunnersUp: false);

        Assert.Equal(isStored, Assert.IsType<DirectConvolution>(direct.Schedules[1]).ActivatesStored);
        Assert.Equal(isStored, Assert.IsType<DepthwiseConvolution>(depthwise.Schedules[1]).ActivatesStored);
    });

    [Theory]
    [InlineData("Conv(96, 3, Stride = 2, Padding = 1, Groups = 96)", 112, false)] // reads as fast as memory brings it
    [InlineData("Conv(96, 3, Padding = 1)", 112, true)]
    [InlineData("Conv(96, 3, Stride = 2, Padding = 1, Groups = 96)", 224, true)] // no cache holds it
    public void LargeOutputs_StayInTheLastCacheForReadersThatDoLittle(string reader, int size, bool isNonTemporal)
    {
        NetworkPlan plan = Plan($"[Input({size}, {size}, 16)]\n[Conv(96, 1), Relu]\n[{reader}]", 256, keepsRunnersUp: false, winograd: false);

        Assert.Equal(isNonTemporal, Assert.IsType<DirectConvolution>(plan.Schedules[1]).HasNonTemporalStores);
    }

    [Theory]
    [InlineData(128, 32, nameof(LoopOrder.PixelsOutermost))] // 4 channels a group: a line of the input serves four, as do four vectors of 128 bits
    [InlineData(128, 4, nameof(LoopOrder.RowsOutermost))]
    public void GroupsOfFewChannels_AreInsidePixels(int channels, int groups, string order)
    {
        string layers = $"[Input(28, 28, {channels})]\n[Conv({channels}, 3, Padding = 1, Groups = {groups})]";
        NetworkPlan plan = Plan(layers, 128, keepsRunnersUp: false, winograd: false);

        Assert.Equal(order, Assert.IsType<DirectConvolution>(plan.Schedules[1]).Order.ToString());
    }

    /// <summary>Where a vector is wider than a group, several groups share it, if filters and channels pair up by the bits of their numbers.</summary>
    [Theory]
    [InlineData(512, 128, 128, 32, true)]
    [InlineData(512, 256, 256, 32, true)]
    [InlineData(512, 512, 512, 32, false)] // 16 channels fill a vector
    [InlineData(256, 128, 128, 32, true)]
    [InlineData(256, 256, 256, 32, false)]
    [InlineData(128, 128, 128, 32, false)]
    [InlineData(512, 96, 96, 16, false)] // 6
    [InlineData(512, 128, 256, 32, false)] // two filters a channel
    public void GroupsNarrowerThanVectors_LieSideBySide(int bits, int channels, int filters, int groups, bool isGrouped)
    {
        string layers = $"[Input(28, 28, {channels})]\n[Conv({filters}, 3, Padding = 1, Groups = {groups}), Relu]";
        NetworkPlan plan = Plan(layers, bits, keepsRunnersUp: false);

        Assert.Equal(isGrouped, plan.Schedules[1] is GroupedConvolution);
    }

    private static bool IsNoPrefetch(string line) =>
        !line.Contains("Prefetching.", StringComparison.Ordinal) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal);

    private static NetworkPlan Plan(string layers, int bits, bool keepsRunnersUp, bool winograd = true) => Planner.Run(
        PassPipeline.Inference(NetworkPrograms.Graph(layers)), new Target(bits), microBatch: 1, allowsWinograd: winograd, keepsRunnersUp: keepsRunnersUp);

    private static NetworkPlan With(NetworkPlan plan, Schedule schedule) =>
        plan with { Schedules = plan.Schedules.Select((old, i) => i == 1 ? schedule : old).ToEquatableArray() };

    /// <summary>The emitted kernel of the second node.</summary>
    private static string[] Lines(NetworkPlan plan)
    {
        LoweredProgram program = ProgramLowering.Run(plan, ParameterLayout.Of(plan.Graph), isTraining: false, CancellationToken.None);
        Kernel kernel = program.Kernels.Single(candidate => candidate.Name is "Conv1" or "Pool1");
        SourceWriter writer = new();
        KernelPrinter.Print(writer, kernel with { Comment = [] }, kernel.Code.Lanes);
        return writer.ToString().Split('\n');
    }
}
