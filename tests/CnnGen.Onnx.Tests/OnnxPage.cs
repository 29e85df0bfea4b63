using System.Globalization;
using System.Text;
using CnnGen.Onnx.Tests.Suite;
using CnnGen.Tool.Import.Operators;

namespace CnnGen.Onnx.Tests;

/// <summary>The page of documentation that says which cases pass, and why the others do not exist here.</summary>
internal static class OnnxPage
{
    private static string Introduction => FormattableString.Invariant($"""
        # ONNX's operator cases

        ONNX publishes small graphs with inputs and expected outputs for the makers of its backends. Of {OnnxSuite.Cases.Count} of them, {Passed(
            OnnxSuite.Cases)} go
        through `cnngen import` and give what ONNX says, within ONNX's tolerance of 10⁻³ relative and 10⁻⁷ absolute. A test imports, compiles and runs
        them all and makes this page; it is never edited by hand. The cases lie in `tests/CnnGen.Onnx.Tests/Data`.

        A case's first input is the image; one-dimensional cases are images of one row, and further inputs are constants. Where an operator joins several inputs,
        they are parts of one array, which a `Split` takes apart.

        """);

    public static string Text()
    {
        StringBuilder page = new(Introduction.ReplaceLineEndings("\n"));
        page.Append("\n| operator | cases | passed | written as |\n|---|---:|---:|---|\n");
        foreach (IGrouping<string, OnnxCase> group in OnnxSuite.Cases.GroupBy(onnx => onnx.Operator).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {group.Key} | {group.Count()} | {Passed(group)} | {OnnxOperators.Find(group.Key)?.WrittenAs} |\n");
        }

        page.Append("\n## Not expressible\n\n| operator | reason | cases |\n|---|---|---|\n");
        foreach (var group in OnnxSuite.Cases
            .GroupBy(onnx => (onnx.Operator, Reason: CompiledCases.All[onnx.Name].Reason ?? ""))
            .Where(group => group.Key.Reason.Length > 0)
            .OrderBy(group => group.Key.Operator, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Reason, StringComparer.Ordinal))
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {group.Key.Operator} | {group.Key.Reason} | {string.Join(", ", group.Select(onnx => $"`{onnx.Name}`"))} |\n");
        }

        return page.ToString();
    }

    private static int Passed(IEnumerable<OnnxCase> cases) => cases.Count(onnx => CompiledCases.All[onnx.Name].HasPassed);
}
