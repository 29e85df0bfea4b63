using CnnGen.Packing;
using CnnGen.Runtime;
using CnnGen.Threading;
using Xunit;

namespace CnnGen.Tests.Runtime;

/// <summary>An instance serves one thread at a time, and says so; its memory is the caller's again when the call has ended, whoever interrupts it.</summary>
public sealed unsafe class OneThreadTests
{
    private static readonly ManualResetEventSlim s_entered = new();
    private static readonly ManualResetEventSlim s_mayLeave = new();
    private static readonly float[] s_input = new float[SoftmaxRegression.InputLength];
    private static int s_ended;

    public static TheoryData<string> Calls => ["Forward", "Logits", "Predict", "Gradient", "a batch"];

    [Theory]
    [MemberData(nameof(Calls))]
    public void ASecondThread_IsRefused_AndToldOfShareWeights(string call)
    {
        using NetworkRuntime runtime = Blocking();
        WhileAnotherThreadIsIn(runtime, () =>
        {
            InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() => Call(runtime, call));
            Assert.Contains("SoftmaxRegression: another thread is in a call", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("ShareWeights()", refusal.Message, StringComparison.Ordinal);
        });

        Call(runtime, call); // and afterwards everything is as before
    }

    [Fact]
    public void WhileAnotherThreadIsIn_WeightsCanBeShared()
    {
        NetworkRuntime runtime = Blocking();
        WhileAnotherThreadIsIn(runtime, () =>
        {
            using NetworkRuntime shared = runtime.ShareWeights();
            s_mayLeave.Set();
            Call(shared, "Forward");
        });
    }

    [Fact]
    public void DisposingDuringACall_WaitsForItsEnd()
    {
        NetworkRuntime runtime = Blocking();
        int endedWhenDisposed = -1;
        Thread disposer = new(() =>
        {
            runtime.Dispose();
            endedWhenDisposed = Volatile.Read(ref s_ended);
        });
        WhileAnotherThreadIsIn(runtime, () =>
        {
            disposer.Start();
            Assert.False(disposer.Join(50));
        });

        disposer.Join();
        Assert.Equal(1, endedWhenDisposed);
        Assert.Throws<ObjectDisposedException>(() => Call(runtime, "Forward"));
        Assert.Throws<ObjectDisposedException>(() => runtime.Weights);
    }

    [Fact]
    public void ACallThatFails_LeavesTheInstanceFree()
    {
        NetworkRuntime runtime = Blocking();
        s_mayLeave.Set();
        Assert.Throws<ArgumentException>(() => runtime.Forward(s_input, new float[1]));
        Assert.Throws<ArgumentException>(() => runtime.Gradient(s_input, new Targets([9]), new float[64], 0));

        Call(runtime, "Forward");
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(int.MaxValue)]
    [InlineData(257)]
    public void MoreThreadsThanAPoolHas_CountAsThose(int threads)
    {
        NetworkRuntime runtime = Blocking();
        s_mayLeave.Set();
        runtime.Threads = threads;
        Trainer<SoftmaxRegression> trainer = new(new Sgd(0.1)) { Threads = threads };

        Assert.Equal(WorkerPool.MaxThreads, runtime.Threads);
        Assert.Equal(WorkerPool.MaxThreads, trainer.Threads);
        Call(runtime, "a batch");
    }

    [Fact]
    public void AStepOfManyThreads_TakesScratchForItsPartsOnly()
    {
        NetworkProgram program = new()
        {
            Info = SoftmaxRegression.Info,
            ArenaLength = 1 << 22,
            ScratchLength = 1 << 22,
            PackedLength = 64,
            PaysForThreads = true,
            PackingSteps = &NoSteps,
            Forward = &Nothing,
            Logits = &Nothing,
            RunStage = &NoStep,
            ForwardStages = [new ProgramStage(0, 3)],
        };
        using NetworkRuntime runtime = new(program, new NetworkWeights(SoftmaxRegression.Info)) { Threads = 1_000_000 };
        long before = GC.GetAllocatedBytesForCurrentThread();

        runtime.Forward(s_input, new float[SoftmaxRegression.Classes]);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void AnInterruptedCaller_LeavesWhenTheOthersAreDone_AndMeetsTheInterruptThen()
    {
        using WorkerPool pool = new();
        using ManualResetEventSlim begun = new();
        int endedParts = 0;
        bool interruptedAfterwards = false;
        int endedWhenBack = -1;
        Thread caller = new(() =>
        {
            pool.Run(3, (_, part) =>
            {
                if (part > 0)
                {
                    begun.Set();
                    Thread.Sleep(200);
                    Interlocked.Increment(ref endedParts);
                }
                else
                {
                    begun.Wait(); // a worker has its part: the caller must wait for it
                }
            }, pool);
            endedWhenBack = Volatile.Read(ref endedParts);
            try
            {
                Thread.Sleep(10);
            }
            catch (ThreadInterruptedException)
            {
                interruptedAfterwards = true;
            }
        });
        caller.Start();
        begun.Wait();
        Thread.Sleep(50);
        caller.Interrupt();
        caller.Join();

        Assert.Equal(2, endedWhenBack);
        Assert.True(interruptedAfterwards);
    }

    [Fact]
    public void AThreadThatIsInterruptedBeforeItsFirstCall_ComputesAllTheSame()
    {
        int parts = 0;
        bool interruptedAfterwards = false;
        Thread caller = new(() =>
        {
            Thread.CurrentThread.Interrupt();
            using WorkerPool pool = new();
            pool.Run(4, (_, _) => Interlocked.Increment(ref parts), pool);
            try
            {
                Thread.Sleep(10);
            }
            catch (ThreadInterruptedException)
            {
                interruptedAfterwards = true;
            }
        });
        caller.Start();
        caller.Join();

        Assert.Equal(4, parts);
        Assert.True(interruptedAfterwards);
    }

    [Fact]
    public void AWorkerThatAPartInterrupts_GoesOn()
    {
        using WorkerPool pool = new();
        for (int i = 0; i < 20; i++)
        {
            int parts = 0;
            pool.Run(3, (_, part) =>
            {
                Interlocked.Increment(ref parts);
                try
                {
                    Thread.Sleep(2);
                }
                catch (ThreadInterruptedException)
                {
                    // This thread did a part before.
                }

                if (part > 0)
                {
                    Thread.CurrentThread.Interrupt();
                }
            }, pool);
            Assert.Equal(3, parts);
            try
            {
                Thread.Sleep(i % 4 == 0 ? 5 : 0); // workers fall asleep now and then
            }
            catch (ThreadInterruptedException)
            {
                // The caller did a part of a worker that was late.
            }
        }
    }

    [Fact]
    public void AnOptimizer_TakesOneStepAtATime()
    {
        BlockingOptimizer optimizer = new();
        float[] weights = new float[16];
        Thread other = new(() => optimizer.Step(weights, new float[16], 0.1));
        other.Start();
        optimizer.Entered.Wait();

        Assert.Contains(
            "BlockingOptimizer",
            Assert.Throws<InvalidOperationException>(() => optimizer.Step(new float[16], new float[16], 0.1)).Message,
            StringComparison.Ordinal);
        optimizer.MayLeave.Set();
        other.Join();
        optimizer.Step(weights, new float[16], 0.1);
        Assert.Equal(2, optimizer.Steps);
    }

    private static NetworkRuntime Blocking()
    {
        s_entered.Reset();
        s_mayLeave.Reset();
        s_ended = 0;
        NetworkProgram trainable = SoftmaxRegression.Program(shards: 1, microBatch: 1);
        return new NetworkRuntime(
            new NetworkProgram
            {
                Info = trainable.Info,
                ArenaLength = trainable.ArenaLength,
                PackedLength = trainable.PackedLength,
                PaysForThreads = false,
                PackingSteps = trainable.PackingSteps,
                Forward = &Wait,
                Logits = &Wait,
                Training = trainable.Training,
            },
            new NetworkWeights(SoftmaxRegression.Info));
    }

    private static void WhileAnotherThreadIsIn(NetworkRuntime runtime, Action action)
    {
        Thread other = new(() => runtime.Forward(s_input, new float[SoftmaxRegression.Classes]));
        other.Start();
        s_entered.Wait();
        try
        {
            action();
            Assert.True(s_ended == 0 || s_mayLeave.IsSet);
        }
        finally
        {
            s_mayLeave.Set();
            other.Join();
        }
    }

    private static void Call(NetworkRuntime runtime, string call)
    {
        switch (call)
        {
            case "Forward":
                runtime.Forward(s_input, new float[SoftmaxRegression.Classes]);
                break;
            case "Logits":
                runtime.Logits(s_input, new float[SoftmaxRegression.Classes]);
                break;
            case "Predict":
                runtime.Predict(s_input);
                break;
            case "Gradient":
                runtime.Gradient(s_input, new Targets([1]), new float[runtime.Weights.TrainableLength], 0);
                break;
            default:
                runtime.Forward(new float[5 * SoftmaxRegression.InputLength], new float[5 * SoftmaxRegression.Classes]);
                break;
        }
    }

    private static void Wait(float* packed, float* arena, float* input, float* output)
    {
        s_entered.Set();
        s_mayLeave.Wait();
        Interlocked.Increment(ref s_ended);
    }

    private static void Nothing(float* packed, float* arena, float* input, float* output)
    {
    }

    private static void NoStep(int number, int part, int parts, float* packed, float* arena, float* scratch, float* input, float* output)
    {
    }

    private static PackingStep[] NoSteps() => [];

    private sealed class BlockingOptimizer() : Optimizer(0.1)
    {
        public ManualResetEventSlim Entered { get; } = new();

        public ManualResetEventSlim MayLeave { get; } = new();

        public override IReadOnlyList<OptimizerSetting> Settings => [];

        protected internal override int StatePerValue => 0;

        protected override void Update(in ParameterRange range)
        {
            Entered.Set();
            MayLeave.Wait();
        }
    }
}
