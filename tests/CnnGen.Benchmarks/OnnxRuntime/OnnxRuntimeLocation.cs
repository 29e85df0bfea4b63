using System.Runtime.InteropServices;

namespace CnnGen.Benchmarks.OnnxRuntime;

/// <summary>
/// Finds ONNX Runtime's library: the one that the NuGet package has put beside this program, another that a variable names, or one of the npm package.
/// </summary>
internal static class OnnxRuntimeLocation
{
    private const string PathVariable = "CNNGEN_ORT_LIB";
    private const string Package = "onnxruntime-node";
    private const string Install = $"npm install --no-save --ignore-scripts {Package}@1.30.0";

    /// <summary>The library's path.</summary>
    /// <exception cref="MissingPeerException">It is neither where the variable says nor in a folder above.</exception>
    public static string Find()
    {
        string? configured = Environment.GetEnvironmentVariable(PathVariable);
        if (!string.IsNullOrEmpty(configured))
        {
            return File.Exists(configured)
                ? configured
                : throw new MissingPeerException("ONNX Runtime", $"{PathVariable} names {configured}, which does not exist", Install);
        }

        if (InRuntimes(Path.Combine(AppContext.BaseDirectory, "runtimes")) is string restored)
        {
            return restored;
        }

        foreach (string start in (string[])[Directory.GetCurrentDirectory(), AppContext.BaseDirectory])
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                if (InPackage(Path.Combine(folder.FullName, "node_modules", Package, "bin")) is string library)
                {
                    return library;
                }
            }
        }

        throw new MissingPeerException(
            "ONNX Runtime",
            $"no node_modules/{Package} in or above {Directory.GetCurrentDirectory()} or {AppContext.BaseDirectory}, and {PathVariable} is not set",
            Install);
    }

    // NuGet's native libraries are in runtimes/<platform>-<architecture>/native, in .NET's words for both.
    private static string? InRuntimes(string folder)
    {
        (string platform, string file) = OperatingSystem.IsWindows() ? ("win", "onnxruntime.dll")
            : OperatingSystem.IsMacOS() ? ("osx", "libonnxruntime.dylib")
            : ("linux", "libonnxruntime.so");
        string architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        string library = Path.Combine(folder, $"{platform}-{architecture}", "native", file);
        return File.Exists(library) ? library : null;
    }

    // The package keeps libraries in bin/napi-v<n>/<platform>/<architecture>, in Node's words for both.
    private static string? InPackage(string bin)
    {
        if (!Directory.Exists(bin))
        {
            return null;
        }

        (string platform, string pattern) = OperatingSystem.IsWindows() ? ("win32", "onnxruntime.dll")
            : OperatingSystem.IsMacOS() ? ("darwin", "libonnxruntime*.dylib")
            : ("linux", "libonnxruntime.so*");
        string architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        return Directory.EnumerateDirectories(bin, "napi-v*")
            .Select(version => Path.Combine(version, platform, architecture))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
    }
}
