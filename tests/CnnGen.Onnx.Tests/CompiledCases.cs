using CnnGen.Integration.Tests.Harness;
using CnnGen.Onnx.Tests.Suite;
using CnnGen.Onnx.Tests.Translation;
using CnnGen.Tool.Import;

namespace CnnGen.Onnx.Tests;

/// <summary>All cases as networks, compiled together: the compiler is started once.</summary>
internal static class CompiledCases
{
    private const VectorBits Width = VectorBits.Bits256;

    private static readonly Lazy<IReadOnlyDictionary<string, CaseResult>> s_all = new(Run);

    /// <summary>What became of each case.</summary>
    public static IReadOnlyDictionary<string, CaseResult> All => s_all.Value;

    /// <summary>A case as networks, one for each output that is compared, or the reason why there are none.</summary>
    public static (IReadOnlyList<Expression> Expressions, string? Reason) Translate(OnnxCase onnx)
    {
        // A second output of a loss is its logarithms, that of a split another part; elsewhere it is a mask or places, which the language does not give.
        int outputs = onnx.Operator is "SoftmaxCrossEntropyLoss" or "Split" && onnx.Graph.Node.Count == 1 ? onnx.Graph.Output.Count : 1;
        try
        {
            int number = OnnxSuite.Cases.ToList().IndexOf(onnx);
            return ([.. Enumerable
                .Range(0, outputs)
                .Select(output => CaseImport.Run(onnx, output, FormattableString.Invariant($"Case{number:000}Output{output}")))], null);
        }
        catch (NotExpressibleException reason)
        {
            return ([], reason.Message);
        }
    }

    private static Dictionary<string, CaseResult> Run()
    {
        var translated = OnnxSuite.Cases.Select(onnx => (Case: onnx, Translation: Translate(onnx))).ToArray();
        Expression[] expressions = [.. translated.SelectMany(pair => pair.Translation.Expressions)];
        const string Using = "using CnnGen;\n";
        string source = Using + string.Concat(expressions.Select(expression => expression.Files.Source.Replace(Using, "", StringComparison.Ordinal)));
        CompiledNetwork[] networks = NetworkCompiler.CompileAll(source, Width);

        Dictionary<string, CaseResult> results = [];
        int next = 0;
        foreach ((OnnxCase onnx, (IReadOnlyList<Expression> mine, string? reason)) in translated)
        {
            string? failure = null;
            foreach (Expression expression in mine)
            {
                failure ??= new CaseRun(networks[next], expression).Failure();
                next++;
            }

            results.Add(onnx.Name, new CaseResult(reason, failure));
        }

        return results;
    }
}

/// <summary>What became of a case.</summary>
/// <param name="Reason">Why it cannot be written in the language, or null.</param>
/// <param name="Failure">What its network gives instead, or null.</param>
internal sealed record CaseResult(string? Reason, string? Failure)
{
    public bool HasPassed => Reason is null && Failure is null;
}
