using System.Runtime.Intrinsics;
using System.Runtime.Loader;
using CnnGen.Tool.FrontHalf;
using Microsoft.CodeAnalysis;

namespace CnnGen.Tool.Checking;

/// <summary>A network that was compiled a moment ago, ready to run. Its assembly is unloaded when nothing refers to it.</summary>
internal abstract class CompiledNetwork : IDisposable
{
    public abstract NetworkInfo Info { get; }

    public abstract int Threads { get; set; }

    /// <summary>Generates and compiles a source for the vectors of this processor, and loads the weights.</summary>
    public static CompiledNetwork Compile(string name, string source, SafetensorsFile weights, CancellationToken cancellation = default)
    {
        Compilation generated = SourceCompiler.Generate(SourceCompiler.Compilation((name + ".cs", source)), VectorBits, cancellation);
        using MemoryStream assembly = new();
        var result = generated.Emit(assembly, cancellationToken: cancellation);
        if (!result.Success)
        {
            string errors = string.Join("; ", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(3));
            throw new InvalidOperationException($"The generated code of {name} does not compile: {errors}");
        }

        assembly.Position = 0;
        Type network = new AssemblyLoadContext(name, isCollectible: true).LoadFromStream(assembly).GetTypes()
            .Single(type => type.IsDefined(typeof(NetworkAttribute), inherit: false));
        using MemoryStream file = new();
        weights.Save(file);
        file.Position = 0;
        return (CompiledNetwork)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(network), file)!;
    }

    public abstract void Forward(ReadOnlySpan<float> input, Span<float> output);

    public abstract void Dispose();

    private static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    private sealed class Typed<TNetwork>(Stream weights) : CompiledNetwork
        where TNetwork : class, INetwork<TNetwork>
    {
        private readonly TNetwork _network = TNetwork.Load(weights);

        public override NetworkInfo Info => TNetwork.Info;

        public override int Threads
        {
            get => _network.Threads;
            set => _network.Threads = value;
        }

        public override void Forward(ReadOnlySpan<float> input, Span<float> output) => _network.Forward(input, output);

        public override void Dispose() => _network.Dispose();
    }
}
