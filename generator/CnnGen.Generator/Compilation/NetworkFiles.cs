using CnnGen.Generator.Emission;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Compilation;

/// <summary>From a graph to the files of its network. A width is printed as soon as it is compiled, while others still are.</summary>
internal static class NetworkFiles
{
    /// <summary>Every file in a fixed order: the class, what the library is told, what is exported, then the programs, widest first.</summary>
    public static EquatableArray<GeneratedFile> Of(NetworkSpec spec, NetworkGraph graph, BuildOptions options, CancellationToken cancellation)
    {
        EquatableArray<GeneratedFile>[] programs = new EquatableArray<GeneratedFile>[options.VectorBits.Count];
        CompiledNetwork network =
            NetworkCompilation.Run(spec, graph, options, (width, compiled) => programs[width] = NetworkPrinter.PrintPrograms(spec, compiled), cancellation);
        return [
            NetworkPrinter.PrintClass(network),
            NetworkPrinter.PrintProgram(network),
            .. NativeExportPrinter.Print(spec, graph),
            .. programs.SelectMany(files => files)
        ];
    }
}
