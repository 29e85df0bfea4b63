using CnnGen.Packing;

namespace CnnGen.Runtime;

/// <summary>Runs the code that looks into a network. Its memory is reserved when it is first asked.</summary>
internal sealed unsafe class InspectionPass(NetworkInfo info, InspectionProgram program, NetworkWeights weights) : IDisposable
{
    private readonly PackedWeights _packed = new(weights, program.PackingSteps, program.PackedLength);
    private readonly NativeBuffer _arena = new(program.ArenaLength + program.ScratchLength);
    private readonly NativeBuffer _gradient = new(program.MakesParameterGradients ? weights.TrainableLength : 0);

    /// <summary>Values and gradients of one image.</summary>
    public Inspection Run(ReadOnlySpan<float> input, ReadOnlySpan<float> logitsGradient, int threads)
    {
        if (input.Length != info.InputLength)
        {
            throw ArgumentCheck.NotOneImage(info, input.Length);
        }

        if (logitsGradient.Length != info.OutputLength)
        {
            throw new ArgumentException(
                $"{info.Name}: the gradient of the logits has {logitsGradient.Length} values; an image has {info.OutputLength} logits.",
                nameof(logitsGradient));
        }

        NetworkValue last = program.Layers[^1];
        float[] record = new float[2 * (last.Offset + last.Length)];
        fixed (float* x = input, given = logitsGradient, values = record)
        {
            MicroBatch batch = new()
            {
                Weights = weights.Pointer,
                Packed = _packed.Current(threads),
                Arena = _arena.Pointer,
                Scratch = _arena.Pointer + program.ArenaLength,
                Input = x,
                Values = given,
                Count = 1,
                Scale = 1,
                Gradient = _gradient.Pointer,
                Record = values,
            };
            program.Run(in batch, 0, 1);
        }

        GC.KeepAlive(this); // pointers do not hold the buffers
        return new Inspection(info.Name, program.Layers, record);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _packed.Dispose();
        _arena.Dispose();
        _gradient.Dispose();
    }
}
