using System.Text;

namespace CnnGen.Generator.Program;

/// <summary>
/// Identifiers from the names of layers, which may be any text. Methods begin with a capital letter and locals with a small one, so that no local hides a
/// method; what begins with neither (a digit, an underscore, letters without case) gets a word in front of it.
/// </summary>
internal static class KernelNames
{
    // Names of a thousand characters are no identifiers in metadata, and nobody reads one of a hundred.
    private const int Longest = 120;

    /// <summary>
    /// What methods of a program cannot be called: types that the code around them names, what every class inherits, and what the compiler looks for by name.
    /// </summary>
    public static readonly string[] Reserved =
    [
        "PackingSteps", "FirstLayers", "Forward", "Logits", "Stage", "Trunk", "Tail",
        "ForwardVector512",
            "ForwardVector256",
            "ForwardVector128",
            "ForwardScalar",
            "TrainingVector512",
            "TrainingVector256",
            "TrainingVector128",
            "TrainingScalar",
            "Info", "Program", "SelectProgram",
            "V", "VInt", "Math", "MathF", "Span", "MethodImpl", "MethodImplOptions", "Vector128", "Vector256", "Vector512",
            "BFloat16Step",
                "BatchNormSums",
                "BatchNormTensors",
                "BatchTotals",
                "ConstantTable",
                "CopyStep",
                "DropoutMask",
                "FilterTransform",
                "FoldedBiasStep",
                "LossMath",
                "MicroBatch",
                "NormFactorsStep",
                "PackingStep",
                    "PartialVector",
                    "Partition",
                    "PixelConversion",
                    "Planes",
                    "Prefetching",
                    "RandomSource",
                    "StoreOperation",
                    "StrassenStep",
                    "Streaming",
                    "StridedTensor",
                    "VectorMath",
                    "WinogradStep",
                    "Equals", "Finalize", "GetHashCode", "GetType", "Main", "MemberwiseClone", "ReferenceEquals", "ToString",
                ];

    /// <summary>
    /// A method: <c>layer1.0.conv1</c> becomes <c>Layer1_0_Conv1</c>, <c>conv2 weight gradient</c> becomes <c>Conv2WeightGradient</c>, <c>0</c> becomes
    /// <c>Layer_0</c>.
    /// </summary>
    public static string Of(string layer, string suffix = "")
    {
        string name = Words(layer);
        return (HasCase(name) ? name : "Layer" + name) + suffix;
    }

    /// <summary>A local: <c>layer1.0.conv1</c> becomes <c>layer1_0Conv1</c>, <c>0</c> becomes <c>layer_0</c>.</summary>
    public static string Local(string buffer)
    {
        string name = string.Concat(buffer.Split(' ', '.').Select(Words));
        name = name.Length <= Longest ? name : name.Substring(0, Longest);
        return HasCase(name) ? char.ToLowerInvariant(name[0]) + name.Substring(1) : "layer" + name;
    }

    private static string Words(string text)
    {
        StringBuilder name = new();
        bool startsWord = true;
        foreach (char c in text)
        {
            if (!char.IsLetterOrDigit(c) && c != '_')
            {
                name.Append(c == ' ' ? "" : "_");
                startsWord = true;
                continue;
            }

            if (name.Length == 0 && char.IsDigit(c))
            {
                name.Append('_');
            }

            name.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = false;
        }

        return name.Length <= Longest ? name.ToString() : name.ToString(0, Longest);
    }

    private static bool HasCase(string name) => name.Length > 0 && char.IsUpper(name[0]) && char.ToLowerInvariant(name[0]) != name[0];
}
