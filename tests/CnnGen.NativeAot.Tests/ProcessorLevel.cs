using System.Runtime.InteropServices;
using CnnGen.Testing;

namespace CnnGen.NativeAot.Tests;

/// <summary>The package's C function of this name, as a shared library of its own.</summary>
public sealed unsafe class ProcessorLevel : IDisposable
{
    private readonly TemporaryFolder _folder = new("level");
    private readonly nint _library;
    private readonly delegate* unmanaged<uint, uint, uint, uint, int> _function;

    public ProcessorLevel()
    {
        string source = Path.Combine(Repository.Root, "src", "CnnGen", "build", "InstructionSets", "ProcessorLevel.c");
        string library = Path.Combine(_folder.Path, "level.so");

        // The compiler that links native programs.
        DotnetCommand
            .RunProgram("/bin/sh", _folder.Path, "-c", $"$(command -v clang || command -v gcc) -shared -fPIC -Wall -Wextra -Werror '{source}' -o '{library}'")
            .Succeeded();
        _library = NativeLibrary.Load(library);
        _function = (delegate* unmanaged<uint, uint, uint, uint, int>)NativeLibrary.GetExport(_library, "cnngen_processor_level");
    }

    public void Dispose()
    {
        NativeLibrary.Free(_library);
        _folder.Dispose();
    }

    /// <summary>2, 3 or 4.</summary>
    internal int Of(Registers registers) => _function(registers.Leaf1, registers.Leaf7, registers.Leaf80000001, registers.Xcr0);
}
