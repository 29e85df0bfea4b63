using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Emission;

/// <summary>The file of an exported network: its C header and the functions of the shared library, which hand on to the library.</summary>
internal static class NativeExportPrinter
{
    private const string Functions =
        """
        // Functions of the shared library. No exception leaves them: a status is returned, and the text of the error is kept for the calling thread.
        private static unsafe class NativeFunctions
        {
            [global::System.Runtime.InteropServices.UnmanagedCallersOnly(
                EntryPoint = "@prefix_abi_version", CallConvs = [typeof(global::System.Runtime.CompilerServices.CallConvCdecl)])]
            private static int AbiVersion() => @Abi;

            [global::System.Runtime.InteropServices.UnmanagedCallersOnly(
                EntryPoint = "@prefix_create", CallConvs = [typeof(global::System.Runtime.CompilerServices.CallConvCdecl)])]
            private static int Create(int seed, nint* network) => global::CnnGen.Interop.NativeNetwork<@Network>.Create(seed, network);

            [global::System.Runtime.InteropServices.UnmanagedCallersOnly(
                EntryPoint = "@prefix_load", CallConvs = [typeof(global::System.Runtime.CompilerServices.CallConvCdecl)])]
            private static int Load(byte* path, nint* network) => global::CnnGen.Interop.NativeNetwork<@Network>.Load(path, network);

            [global::System.Runtime.InteropServices.UnmanagedCallersOnly(
                EntryPoint = "@prefix_load_memory", CallConvs = [typeof(global::System.Runtime.CompilerServices.CallConvCdecl)])]
            private static int LoadMemory(byte* data, nuint size, nint* network) =>
                global::CnnGen.Interop.NativeNetwork<@Network>.LoadMemory(data, size, network);

            [global::System.Runtime.InteropServices.UnmanagedCallersOnly(
                EntryPoint = "@prefix_share", CallConvs = [typeof(global::System.Runtime.CompilerServices.CallConvCdecl)])]
            private static int Share(nint network, nint* other) => global::CnnGen.Interop.NativeNetwork<@Network>.Share(network, other);

            [global::System.Runtime.InteropServices.UnmanagedCallersOnly(
                EntryPoint = "@prefix_set_threads", CallConvs = [typeof(global::System.Runtime.CompilerServices.CallConvCdecl)])]
            private static int SetThreads(nint network, int threads) =>
                global::CnnGen.Interop.NativeNetwork<@Network>.SetThreads(network, threads);

            [global::System.Runtime.InteropServices.UnmanagedCallersOnly(
                EntryPoint = "@prefix_forward", CallConvs = [typeof(global::System.Runtime.CompilerServices.CallConvCdecl)])]
            private static int Forward(nint network, float* input, nuint images, float* output) =>
                global::CnnGen.Interop.NativeNetwork<@Network>.Forward(network, input, images, output);

            [global::System.Runtime.InteropServices.UnmanagedCallersOnly(
                EntryPoint = "@prefix_logits", CallConvs = [typeof(global::System.Runtime.CompilerServices.CallConvCdecl)])]
            private static int Logits(nint network, float* input, nuint images, float* output) =>
                global::CnnGen.Interop.NativeNetwork<@Network>.Logits(network, input, images, output);

            [global::System.Runtime.InteropServices.UnmanagedCallersOnly(
                EntryPoint = "@prefix_predict", CallConvs = [typeof(global::System.Runtime.CompilerServices.CallConvCdecl)])]
            private static int Predict(nint network, float* input, int* index) =>
                global::CnnGen.Interop.NativeNetwork<@Network>.Predict(network, input, index);

            [global::System.Runtime.InteropServices.UnmanagedCallersOnly(
                EntryPoint = "@prefix_free", CallConvs = [typeof(global::System.Runtime.CompilerServices.CallConvCdecl)])]
            private static void Free(nint network) => global::CnnGen.Interop.NativeNetwork<@Network>.Free(network);

            [global::System.Runtime.InteropServices.UnmanagedCallersOnly(
                EntryPoint = "@prefix_error", CallConvs = [typeof(global::System.Runtime.CompilerServices.CallConvCdecl)])]
            private static nuint Error(byte* text, nuint capacity) => global::CnnGen.Interop.NativeNetwork<@Network>.Error(text, capacity);
        }
        """;

    /// <summary>One file, or none for a network that is not exported.</summary>
    public static EquatableArray<GeneratedFile> Print(NetworkSpec spec, NetworkGraph graph)
    {
        if (spec.NativePrefix is not { } prefix)
        {
            return [];
        }

        SourceWriter writer = new();
        TypeWrapper.PartOfClass(writer, spec, isFileScoped: true, () => writer.Block(
            $"partial {spec.Declaration.Keyword} {spec.Declaration.Name}",
            () =>
            {
                PrintHeader(writer, NativeHeaderText.For(spec, graph, prefix));
                writer.Line();
                writer.Line(Functions
                    .Replace("@prefix", prefix)
                    .Replace("@Network", GeneratedNames.Reference(spec))
                    .Replace("@Abi", Numerals.Plain(NativeHeaderText.AbiVersion)));
            }));
        return [new GeneratedFile(GeneratedNames.FileStem(spec) + FileEnd(prefix), writer.Parts)];
    }

    // The build finds the header by these two lines and the name of the file: build/CnnGen.NativeExport.targets.
    private static void PrintHeader(SourceWriter writer, string header)
    {
        writer.Line("/// <summary>The C header of the functions below. Publishing writes it beside the shared library.</summary>");
        writer.Line("public const string NativeHeader =");
        writer.Deeper(() => writer.Line("\"\"\"\n" + header + "\n\"\"\";"));
    }

    private static string FileEnd(string prefix) => $".NativeExport.{prefix}.g.cs";
}
