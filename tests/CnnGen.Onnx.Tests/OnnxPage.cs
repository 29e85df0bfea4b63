using System.Globalization;
using System.Text;
using CnnGen.Onnx.Tests.Operators;
using CnnGen.Onnx.Tests.Suite;

namespace CnnGen.Onnx.Tests;

/// <summary>The page of documentation that says which cases pass, and why the others do not exist here.</summary>
internal static class OnnxPage
{
    public static string Text()
    {
        int passed = CompiledCases.All.Values.Count(result => result.HasPassed);
        StringBuilder page = new();
        page.Append("# ONNX's operator cases\n\n");
        page.Append(CultureInfo.InvariantCulture, $"ONNX publishes small graphs with inputs and expected outputs for the makers of its backends. Of {OnnxSuite.Cases.Count} of them, {passed} can be\n");
        page.Append("written in the language of layers and give what ONNX says, within ONNX's tolerance of 10⁻³ relative and 10⁻⁷ absolute. A test translates, compiles and runs\n");
        page.Append("them all and makes this page; it is never edited by hand. The cases lie in `tests/CnnGen.Onnx.Tests/Data`.\n\n");
        page.Append("A case's first input is the image; one-dimensional cases are images of one row, and further inputs are weights. Where an operator joins several inputs,\n");
        page.Append("they are the channels of one image, and 1×1 convolutions of zeros and ones take them apart.\n\n");
        page.Append("| operator | cases | passed | written as |\n|---|---:|---:|---|\n");
        foreach (IGrouping<string, OnnxCase> group in OnnxSuite.Cases.GroupBy(onnx => onnx.Operator).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {group.Key} | {group.Count()} | {group.Count(onnx => CompiledCases.All[onnx.Name].HasPassed)} | {OperatorTable.Describe(group.Key)} |\n");
        }

        page.Append("\n## Not expressible\n\n| operator | reason | cases |\n|---|---|---|\n");
        var rest = OnnxSuite.Cases.Where(onnx => CompiledCases.All[onnx.Name].Reason is not null).GroupBy(onnx => (onnx.Operator, CompiledCases.All[onnx.Name].Reason));
        foreach (var group in rest.OrderBy(group => group.Key.Operator, StringComparer.Ordinal).ThenBy(group => group.Key.Reason, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {group.Key.Operator} | {group.Key.Reason} | {string.Join(", ", group.Select(onnx => $"`{onnx.Name}`"))} |\n");
        }

        return page.ToString();
    }
}
